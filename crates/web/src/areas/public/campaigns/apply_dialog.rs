//! Applying: a few words to the brand, and what happens next.

use leptos::prelude::*;
use shared::campaigns::{Application, Apply};
use shared::error::ErrorCode;
use shared::id::CampaignId;

use crate::address;
use crate::api;
use crate::components::arrival::{chunk, once_open};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog. What was typed stays when it is closed and opened again.
#[component]
pub fn ApplyDialog(
    /// To which campaign.
    id: CampaignId,
    /// What it is called.
    title: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The campaign is not as it was read.
    on_refused: Callback<()>,
) -> impl IntoView {
    provide_context(Applying { id, title: StoredValue::new(title), open, on_refused });
    view! {
        <Dialog open title=tr!(campaigns.apply_title)>{once_open(open, |()| Box::pin(apply_form()))}</Dialog>
    }
}

/// What the dialog is about, for the chunk that fills it.
#[derive(Clone, Copy)]
struct Applying {
    id: CampaignId,
    title: StoredValue<String>,
    open: RwSignal<bool>,
    on_refused: Callback<()>,
}

chunk! {
    /// Applying to a campaign.
    apply_form: () => show_form
}

fn show_form((): ()) -> AnyView {
    view! { <ApplyForm/> }.into_any()
}

#[component]
fn ApplyForm() -> impl IntoView {
    let Applying { id, title, open, on_refused } = expect_context();
    let toasts = use_toasts();
    let form = Form::new("apply");
    let message = RwSignal::new(String::new());
    let changed = move || {
        form.problem().is_some_and(|problem| {
            [ErrorCode::CampaignClosed, ErrorCode::SlotsFull, ErrorCode::AlreadyApplied]
                .iter()
                .any(|code| problem.is(*code))
        })
    };
    let incomplete = move || form.problem().is_some_and(|problem| problem.is(ErrorCode::ProfileIncomplete));
    let submit = Callback::new(move |()| {
        let body = Apply { message: message.get_untracked().trim().to_owned() };
        form.submit(
            body,
            move |body| async move { api::campaigns::apply(id, &body).await },
            move |application: Application| {
                open.set(false);
                toasts.good(tr!(campaigns.apply_done)());
                address::go(&format!("/creator/applications/{}", application.summary.id));
            },
        );
    });
    view! {
        <div class="stack">
            <p>{move || say!(campaigns.apply_to, title = title.get_value())}</p>
            <p class="small soft">{tr!(campaigns.apply_shows)}</p>
            <FormView form on_submit=submit>
                <TextArea form name="message" label=tr!(campaigns.message) value=message rows=5 help=tr!(campaigns.message_help) wrong=tr!(campaigns.message_wrong) optional=true/>
                {move || incomplete().then(|| view! {
                    <div class="row"><ButtonLink text=tr!(campaigns.to_profile) href="/creator"/></div>
                })}
                <div class="row dialog-actions">
                    {move || if changed() {
                        view! { <Button text=tr!(common.refresh) on_press=move |()| { open.set(false); on_refused.run(()); }/> }.into_any()
                    } else {
                        view! { <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/> }.into_any()
                    }}
                    <Button text=tr!(campaigns.apply_send) kind=Kind::Primary submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}
