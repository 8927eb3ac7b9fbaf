//! Saying that the product came damaged, is another, or did not come.

use leptos::prelude::*;
use shared::campaigns::{ReportShipment, Shipment, ShipmentProblem};

use super::super::{use_job, words};
use crate::api;
use crate::components::creators::words::{key, of_key};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, Select, SelectOption, TextArea};
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

const PROBLEMS: [ShipmentProblem; 3] =
    [ShipmentProblem::Damaged, ShipmentProblem::Wrong, ShipmentProblem::Lost];

/// The dialog.
#[component]
pub fn ReportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The shipment as it is then.
    took: Callback<Shipment>,
) -> impl IntoView {
    let job = use_job();
    let toasts = use_toasts();
    let form = Form::new("report");
    let chosen = RwSignal::new(key(&ShipmentProblem::Damaged));
    let note = RwSignal::new(String::new());
    let problems = || -> Vec<SelectOption> {
        PROBLEMS.into_iter().map(|one| SelectOption::new(key(&one), words::problem(one))).collect()
    };
    let submit = Callback::new(move |()| {
        let problem = of_key(&PROBLEMS, &chosen.get_untracked()).unwrap_or(ShipmentProblem::Damaged);
        form.submit(
            ReportShipment { problem, note: note.get_untracked().trim().to_owned() },
            move |body| async move { api::work::report(job.id, &body).await },
            move |now: Shipment| {
                open.set(false);
                note.set(String::new());
                toasts.good(tr!(shipping.reported)());
                took.run(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(shipping.report)>
            <div class="stack">
                <p class="small soft">{tr!(shipping.report_text)}</p>
                <FormView form on_submit=submit>
                    <Select form name="problem" label=tr!(shipping.problem) value=chosen options=problems()/>
                    <TextArea form name="note" label=tr!(shipping.problem_note) value=note rows=3 wrong=tr!(shipping.problem_note_wrong)/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(shipping.report) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}
