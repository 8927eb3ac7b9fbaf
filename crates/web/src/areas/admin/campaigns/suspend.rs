//! Cancelling a campaign, with the reason that its brand reads.

use leptos::prelude::*;
use shared::campaigns::{Campaign, CampaignState, CampaignSummary, CancelCampaign};
use shared::id::CampaignId;

use crate::api;
use crate::components::arrival::{chunk, once_open};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The way to it; nothing where there is nothing to cancel any more.
#[component]
pub fn Suspend(
    /// Which.
    summary: CampaignSummary,
    /// Where a newer one goes.
    campaign: Remote<Campaign>,
) -> impl IntoView {
    let over = matches!(summary.state, CampaignState::Completed | CampaignState::Cancelled);
    let asking = RwSignal::new(false);
    let (id, title) = (summary.id, StoredValue::new(summary.title));
    provide_context(Suspending { id, open: asking, campaign });
    (!over).then(|| {
        view! {
            <div class="row">
                <Button text=tr!(managed_campaigns.suspend) kind=Kind::Danger icon=Icon::CircleX on_press=move |()| asking.set(true)/>
            </div>
            <Dialog open=asking title=Text::live(move || say!(managed_campaigns.suspend_title, title = title.get_value()))>
                {once_open(asking, |()| Box::pin(admin_campaign_suspend()))}
            </Dialog>
        }
    })
}

/// What the dialog is about, for the chunk that fills it.
#[derive(Clone, Copy)]
struct Suspending {
    id: CampaignId,
    open: RwSignal<bool>,
    campaign: Remote<Campaign>,
}

chunk! {
    /// The reason for cancelling a campaign.
    admin_campaign_suspend: () => show_reason
}

fn show_reason((): ()) -> AnyView {
    view! { <Reason/> }.into_any()
}

#[component]
fn Reason() -> impl IntoView {
    let Suspending { id, open, campaign } = expect_context();
    let toasts = use_toasts();
    let form = Form::new("suspend");
    let reason = RwSignal::new(String::new());
    let submit = move |()| {
        let body = CancelCampaign { reason: reason.get_untracked().trim().to_owned() };
        form.submit(
            body,
            move |body| async move { api::campaigns::suspend(id, &body).await },
            move |now: Campaign| {
                open.set(false);
                toasts.good(tr!(managed_campaigns.suspended)());
                campaign.set(now);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <p>{tr!(managed_campaigns.suspend_text)}</p>
            <TextArea form name="reason" label=tr!(managed_campaigns.reason) value=reason rows=3 help=tr!(managed_campaigns.reason_help) wrong=tr!(managed_campaigns.reason_needed)/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(managed_campaigns.suspend) kind=Kind::Danger submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}
