//! Calling a campaign off: with a reason that whoever applied reads, and by its name.

use leptos::prelude::*;
use shared::campaigns::{Campaign, CancelCampaign};

use crate::api;
use crate::components::arrival::{chunk, once_open};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea, TextField};
use crate::ui::load::Remote;
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn CancelDialog(
    /// The campaign.
    campaign: Remote<Campaign>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    provide_context(Cancelling { campaign, open });
    view! { <Dialog open title=tr!(writing.cancel)>{once_open(open, |()| Box::pin(brand_campaign_cancel()))}</Dialog> }
}

/// What the dialog is about, for the chunk that fills it.
#[derive(Clone, Copy)]
struct Cancelling {
    campaign: Remote<Campaign>,
    open: RwSignal<bool>,
}

chunk! {
    /// Calling a campaign off.
    brand_campaign_cancel: () => show_form
}

fn show_form((): ()) -> AnyView {
    view! { <CancelForm/> }.into_any()
}

#[component]
fn CancelForm() -> impl IntoView {
    let Cancelling { campaign, open } = expect_context();
    let toasts = use_toasts();
    let form = Form::new("cancel");
    let reason = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let name = Signal::derive(move || {
        campaign.value().map(|one| one.page.summary.title.trim().to_owned()).unwrap_or_default()
    });
    let submit = Callback::new(move |()| {
        if typed.get_untracked().trim() != name.get_untracked() {
            form.refuse("name", say!(common.type_name_wrong, name = name.get_untracked()));
            return;
        }
        let Some(id) = untrack(|| campaign.value()).map(|one| one.page.summary.id) else { return };
        form.submit(
            CancelCampaign { reason: reason.get_untracked().trim().to_owned() },
            move |body| async move { api::campaigns::cancel(id, &body).await },
            move |now: Campaign| {
                open.set(false);
                campaign.set(now);
                toasts.good(tr!(writing.cancelled)());
            },
        );
    });
    let label = Text::live(move || say!(common.type_name, name = name.get()));
    view! {
        <div class="stack">
            <p>{tr!(writing.cancel_text)}</p>
            <FormView form on_submit=submit>
                <TextArea form name="reason" label=tr!(writing.cancel_reason) value=reason help=tr!(writing.cancel_reason_help) wrong=tr!(writing.cancel_reason_wrong)/>
                <TextField form name="name" label value=typed/>
                <div class="row dialog-actions">
                    <Button text=tr!(writing.keep) on_press=move |()| open.set(false)/>
                    <Button text=tr!(writing.cancel) kind=Kind::Danger submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}
