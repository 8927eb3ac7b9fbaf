//! Asking for other terms.

use leptos::prelude::*;
use shared::campaigns::{Application, CampaignPage, CounterOffer};
use shared::id::ApplicationId;

use crate::api;
use crate::browser::watch;
use crate::components::campaigns::{CompensationFields, TypedCompensation};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::load::Remote;
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog. It begins with what lies on the table.
#[component]
pub fn CounterDialog(
    /// Whose.
    id: ApplicationId,
    /// The application.
    application: Remote<Application>,
    /// Its campaign.
    page: Remote<CampaignPage>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The application as it is then.
    took: Callback<Application>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("counter");
    let typed = TypedCompensation::new();
    let note = RwSignal::new(String::new());
    let begun = StoredValue::new(false);
    watch(move || {
        if !open.get() || begun.get_value() {
            return;
        }
        let now = untrack(|| {
            let offer = application.value().and_then(|one| one.summary.offer).map(|offer| offer.compensation);
            offer.or_else(|| page.value().map(|page| page.summary.compensation))
        });
        if let Some(now) = now {
            typed.set(&now);
        }
        begun.set_value(true);
    });
    let submit = Callback::new(move |()| {
        let compensation = match untrack(|| typed.read()) {
            Ok(compensation) => compensation,
            Err((field, why)) => {
                form.refuse(field, why.to_owned());
                return;
            }
        };
        let words = note.get_untracked().trim().to_owned();
        let body = CounterOffer { compensation, note: (!words.is_empty()).then_some(words) };
        form.submit(
            body,
            move |body| async move { api::campaigns::counter(id, &body).await },
            move |now: Application| {
                open.set(false);
                note.set(String::new());
                begun.set_value(false);
                toasts.good(tr!(applications.countered)());
                took.run(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(applications.counter)>
            <div class="stack">
                <p class="small soft">{tr!(applications.counter_text)}</p>
                <FormView form on_submit=submit>
                    <CompensationFields form typed/>
                    <TextArea form name="note" label=tr!(applications.note) value=note rows=3 help=tr!(applications.note_help) wrong=tr!(applications.note_wrong) optional=true/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(applications.counter_send) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}
