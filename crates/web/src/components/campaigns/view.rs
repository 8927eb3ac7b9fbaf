//! A whole campaign, as everybody sees it.

use leptos::prelude::*;
use shared::campaigns::{CampaignPage, CampaignSummary};

use super::{BriefView, CampaignBadge, Deadline, RequirementsView, Terms};
use crate::components::brands::BrandLogo;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;

/// What a creator gets, until when, and how many are looked for.
#[component]
pub fn CampaignFacts(
    /// The campaign.
    campaign: CampaignSummary,
) -> impl IntoView {
    let (free, slots) = (campaign.free_slots, campaign.slots);
    let published = campaign.published_at;
    view! {
        <div class="stack">
            <Terms compensation=campaign.compensation.clone()/>
            <Facts>
                <Fact label=tr!(campaigns.deadline)><Deadline campaign/></Fact>
                <Fact label=tr!(campaigns.slots)>
                    {move || say!(campaigns.slots_left, free = free.to_string(), slots = slots.to_string())}
                </Fact>
                {published.map(|at| view! { <Fact label=tr!(campaigns.published)>{move || format::day(at)}</Fact> })}
            </Facts>
        </div>
    }
}

/// The campaign: whose, what it is called, what it asks for and offers. Beside it stands what the reader can do.
#[component]
pub fn CampaignView(
    /// The campaign.
    page: CampaignPage,
    /// What the reader can do.
    #[prop(into)]
    aside: ViewFn,
    /// Whether its title is the page's; elsewhere the head of the page names it.
    #[prop(optional)]
    titled: bool,
) -> impl IntoView {
    let CampaignPage { summary, brief, cancel_reason, brief_version, .. } = page;
    let state = summary.state;
    let title = summary.title.clone();
    let requirements = summary.requirements.clone();
    let product = summary.compensation.value().is_some();
    view! {
        <div class="campaign">
            <header class="campaign-head">
                {summary.brand.clone().map(|brand| {
                    let company = brand.company.clone();
                    view! {
                        <p class="campaign-brand">
                            <BrandLogo logo=brand.logo name=company.clone() pixels=48/>
                            {match brand.handle {
                                Some(handle) => view! { <a href=format!("/b/{handle}")>{company}</a> }.into_any(),
                                None => view! { <span>{company}</span> }.into_any(),
                            }}
                        </p>
                    }
                })}
                {titled.then(|| view! { <h1 class="display breakable">{title}</h1> })}
                <p class="row tight">
                    <CampaignBadge state/>
                    {(brief_version > 1).then(|| view! {
                        <span class="small quiet">{move || say!(campaigns.brief_version, version = brief_version.to_string())}</span>
                    })}
                </p>
                {cancel_reason.map(|reason| view! {
                    <p class="notice bad">{tr!(campaigns.cancelled_because)}" "{reason}</p>
                })}
            </header>
            <div class="campaign-columns">
                // On a phone what is offered comes before the brief, and the way to apply after it.
                <Card title=tr!(campaigns.compensation)><CampaignFacts campaign=summary/></Card>
                <div class="stack campaign-words">
                    <Card title=tr!(campaigns.brief)><BriefView brief product/></Card>
                    <Card title=tr!(campaigns.requirements)><RequirementsView requirements/></Card>
                </div>
                <aside class="stack campaign-aside" aria-label=tr!(campaigns.offer_side)>{aside.run()}</aside>
            </div>
        </div>
    }
}
