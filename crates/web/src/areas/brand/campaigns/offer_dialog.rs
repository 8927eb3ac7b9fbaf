//! Offering terms to somebody on the shortlist.

use leptos::prelude::*;
use shared::campaigns::{Application, Campaign, MakeOffer};
use shared::id::ApplicationId;

use crate::api;
use crate::browser::watch;
use crate::components::arrival::{chunk, once_open};
use crate::components::campaigns::{CompensationFields, TypedCompensation};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::load::Remote;
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog. It begins with what the campaign says.
#[component]
pub fn OfferDialog(
    /// To whose application.
    id: ApplicationId,
    /// The campaign.
    campaign: Remote<Campaign>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The application as it is then.
    took: Callback<Application>,
) -> impl IntoView {
    provide_context(Offering { id, campaign, open, took });
    view! { <Dialog open title=tr!(writing.offer)>{once_open(open, |()| Box::pin(brand_applicant_offer()))}</Dialog> }
}

/// What the dialog is about, for the chunk that fills it.
#[derive(Clone, Copy)]
struct Offering {
    id: ApplicationId,
    campaign: Remote<Campaign>,
    open: RwSignal<bool>,
    took: Callback<Application>,
}

chunk! {
    /// Offering terms.
    brand_applicant_offer: () => show_form
}

fn show_form((): ()) -> AnyView {
    view! { <OfferForm/> }.into_any()
}

#[component]
fn OfferForm() -> impl IntoView {
    let Offering { id, campaign, open, took } = expect_context();
    let toasts = use_toasts();
    let form = Form::new("offer");
    let typed = TypedCompensation::new();
    let note = RwSignal::new(String::new());
    let begun = StoredValue::new(false);
    watch(move || {
        if open.get()
            && !begun.get_value()
            && let Some(campaign) = campaign.value()
        {
            typed.set(&campaign.page.summary.compensation);
            begun.set_value(true);
        }
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
        let body = MakeOffer { compensation: Some(compensation), note: (!words.is_empty()).then_some(words) };
        form.submit(
            body,
            move |body| async move { api::campaigns::offer(id, &body).await },
            move |now: Application| {
                open.set(false);
                note.set(String::new());
                toasts.good(tr!(writing.offered)());
                took.run(now);
            },
        );
    });
    view! {
        <div class="stack">
            <p class="small soft">{tr!(writing.offer_text)}</p>
            <FormView form on_submit=submit>
                <CompensationFields form typed/>
                <TextArea form name="note" label=tr!(applications.note) value=note rows=3 help=tr!(applications.note_help) wrong=tr!(applications.note_wrong) optional=true/>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(writing.offer_send) kind=Kind::Primary submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}
