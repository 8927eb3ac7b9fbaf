//! What a creator can do with a campaign: apply, look at what they sent, or first something else; save it, report it.

use leptos::prelude::*;
use shared::abuse::AbuseTargetKind;
use shared::campaigns::{ApplicationState, CampaignPage, CampaignState, CampaignSummary};
use shared::id::ApplicationId;

use super::apply_dialog::ApplyDialog;
use super::save_button::SaveButton;
use crate::components::campaigns::ApplicationBadge;
use crate::components::report::ReportButton;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::format;
use crate::ui::load::Remote;

/// Why nobody can apply.
pub fn why_none(campaign: &CampaignSummary) -> Option<fn() -> &'static str> {
    if campaign.state != CampaignState::Published || format::is_over(campaign.closes_at) {
        return Some(tr!(campaigns.takes_none));
    }
    (campaign.free_slots == 0).then_some(tr!(campaigns.full))
}

/// What somebody with an account can do.
pub fn of_creators(page: &CampaignPage, campaign: Remote<CampaignPage>) -> AnyView {
    let id = page.summary.id;
    let saved = page.saved.map(RwSignal::new);
    view! {
        <div class="stack">
            {way(page, campaign)}
            {saved.map(|saved| view! { <div class="row"><SaveButton id saved/></div> })}
            <div class="row"><ReportButton kind=AbuseTargetKind::Campaign id=id.to_string()/></div>
        </div>
    }
    .into_any()
}

fn way(page: &CampaignPage, campaign: Remote<CampaignPage>) -> AnyView {
    let summary = &page.summary;
    let id = summary.id;
    if let (Some(application), Some(state)) = (page.my_application, page.my_state) {
        return applied(application, state);
    }
    if let Some(why) = why_none(summary) {
        return view! { <p class="soft">{why}</p> }.into_any();
    }
    match &page.misfits {
        None => view! {
            <p class="soft">{tr!(campaigns.apply_profile)}</p>
            <div class="row"><ButtonLink text=tr!(campaigns.to_profile) href="/creator" kind=Kind::Primary/></div>
        }
        .into_any(),
        Some(misfits) if !misfits.is_empty() => view! {
            <p class="strong">{tr!(campaigns.misfits)}</p>
            <ul class="requirements">{misfits.iter().map(|misfit| view! { <li>{misfit.clone()}</li> }).collect_view()}</ul>
            <div class="row"><ButtonLink text=tr!(campaigns.to_profile) href="/creator"/></div>
        }
        .into_any(),
        Some(_) => {
            let open = RwSignal::new(false);
            let title = summary.title.clone();
            view! {
                <p class="soft">{tr!(campaigns.apply_text)}</p>
                <div class="row">
                    <Button text=tr!(campaigns.apply) kind=Kind::Primary on_press=move |()| open.set(true)/>
                </div>
                <ApplyDialog id title open on_refused=Callback::new(move |()| campaign.reload())/>
            }
            .into_any()
        }
    }
}

fn applied(application: ApplicationId, state: ApplicationState) -> AnyView {
    view! {
        <p class="row tight"><span>{tr!(campaigns.you_applied)}</span><ApplicationBadge state/></p>
        <div class="row">
            <ButtonLink text=tr!(campaigns.see_application) href=format!("/creator/applications/{application}") kind=Kind::Primary/>
        </div>
    }
    .into_any()
}
