//! One campaign in a list.

use leptos::prelude::*;
use shared::campaigns::{CampaignState, CampaignSummary};

use super::{CampaignBadge, Deadline, words};
use crate::components::brands::BrandLogo;
use crate::components::creators;
use crate::i18n::{say, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::Badge;

/// A campaign as creators find it: what for, whose, what it pays, until when, who is looked for. Its title is the link.
#[component]
pub fn CampaignCard(
    /// The campaign.
    campaign: CampaignSummary,
    /// What can be done with it here.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let href = format!("/campaigns/{}", campaign.id);
    let state = campaign.state;
    let brand = campaign.brand.clone();
    let compensation = campaign.compensation.clone();
    let kind = compensation.kind();
    let (free, slots) = (campaign.free_slots, campaign.slots);
    let categories = campaign.requirements.categories.clone();
    let networks = campaign.requirements.networks.clone();
    let city = campaign.requirements.city.clone();
    view! {
        <article class="campaign-card">
            <div class="campaign-card-brand">
                {match brand {
                    Some(brand) => view! {
                        <BrandLogo logo=brand.logo name=brand.company.clone() pixels=32/>
                        <span class="cut">{brand.company}</span>
                    }.into_any(),
                    None => view! { <span class="quiet">{tr!(campaigns.brand_gone)}</span> }.into_any(),
                }}
                {(state != CampaignState::Published).then(|| view! { <CampaignBadge state/> })}
            </div>
            <h2 class="campaign-card-title"><a class="campaign-card-link" href=href>{campaign.title.clone()}</a></h2>
            <p class="campaign-card-pay">
                <Badge text=words::compensation_kind(kind)/>
                <span class="strong figures">{move || words::compensation(&compensation)}</span>
            </p>
            <ul class="campaign-card-facts" role="list">
                <li><IconView icon=Icon::CalendarClock class="small"/><Deadline campaign short=true/></li>
                <li>
                    <IconView icon=Icon::Users class="small"/>
                    {move || say!(campaigns.slots_left, free = free.to_string(), slots = slots.to_string())}
                </li>
                {(!networks.is_empty()).then(|| view! {
                    <li><IconView icon=Icon::Smartphone class="small"/>{networks.iter().map(|one| one.platform.name()).collect::<Vec<_>>().join(", ")}</li>
                })}
                {city.map(|city| view! { <li><IconView icon=Icon::Globe class="small"/>{city}</li> })}
            </ul>
            {(!categories.is_empty()).then(|| view! {
                <p class="row tight">
                    {categories.into_iter().map(|category| view! { <Badge text=creators::words::category(category)/> }).collect_view()}
                </p>
            })}
            {actions.map(|actions| view! { <div class="row tight campaign-card-actions">{actions.run()}</div> })}
        </article>
    }
}
