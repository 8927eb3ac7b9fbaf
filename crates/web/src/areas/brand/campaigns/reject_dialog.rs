//! Declining an application, with a reason that the creator reads.

use leptos::prelude::*;
use shared::campaigns::{Application, RejectApplication};
use shared::id::ApplicationId;

use crate::api;
use crate::components::arrival::{chunk, once_open};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn RejectDialog(
    /// Which application.
    id: ApplicationId,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The application as it is then.
    took: Callback<Application>,
) -> impl IntoView {
    provide_context(Rejecting { id, open, took });
    view! { <Dialog open title=tr!(writing.reject)>{once_open(open, |()| Box::pin(brand_applicant_reject()))}</Dialog> }
}

/// What the dialog is about, for the chunk that fills it.
#[derive(Clone, Copy)]
struct Rejecting {
    id: ApplicationId,
    open: RwSignal<bool>,
    took: Callback<Application>,
}

chunk! {
    /// Declining an application.
    brand_applicant_reject: () => show_form
}

fn show_form((): ()) -> AnyView {
    view! { <RejectForm/> }.into_any()
}

#[component]
fn RejectForm() -> impl IntoView {
    let Rejecting { id, open, took } = expect_context();
    let toasts = use_toasts();
    let form = Form::new("reject");
    let reason = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        let words = reason.get_untracked().trim().to_owned();
        form.submit(
            RejectApplication { reason: (!words.is_empty()).then_some(words) },
            move |body| async move { api::campaigns::reject(id, &body).await },
            move |now: Application| {
                open.set(false);
                toasts.good(tr!(writing.rejected)());
                took.run(now);
            },
        );
    });
    view! {
        <div class="stack">
            <p>{tr!(writing.reject_text)}</p>
            <FormView form on_submit=submit>
                <TextArea form name="reason" label=tr!(writing.reject_reason) value=reason rows=3 help=tr!(writing.reject_reason_help) wrong=tr!(applications.note_wrong) optional=true/>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(writing.reject) kind=Kind::Danger submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}
