//! Doubting figures.

use leptos::prelude::*;
use shared::campaigns::{PostMetrics, QuestionMetrics};
use shared::id::MetricsId;

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn QuestionDialog(
    /// Which figures.
    id: MetricsId,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The figures as they are then.
    took: Callback<PostMetrics>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("question");
    let reason = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        form.submit(
            QuestionMetrics { reason: reason.get_untracked().trim().to_owned() },
            move |body| async move { api::metrics::question(id, &body).await },
            move |now: PostMetrics| {
                open.set(false);
                reason.set(String::new());
                toasts.good(tr!(metrics.questioned)());
                took.run(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(metrics.question)>
            <div class="stack">
                <p class="small soft">{tr!(metrics.question_text)}</p>
                <FormView form on_submit=submit>
                    <TextArea form name="reason" label=tr!(metrics.reason) value=reason rows=3 help=tr!(metrics.reason_help) wrong=tr!(metrics.reason_wrong)/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(metrics.question) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}
