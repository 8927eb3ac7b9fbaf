//! What a brand looks creators for now.

use leptos::prelude::*;
use shared::campaigns::{CampaignQuery, CampaignSummary};
use shared::id::BrandId;

use crate::api;
use crate::components::arrival::{Arriving, ahead, chunk};
use crate::components::campaigns::{Deadline, words};
use crate::i18n::{say, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Load, Remote};
use crate::ui::state::Skeleton;

/// How many are shown.
const SHOWN: u32 = 12;

/// Its open campaigns, which arrive when the reader comes near.
pub fn open_campaigns(brand: BrandId) -> AnyView {
    ahead(brand, fetch)
}

fn fetch(_: &BrandId) -> Arriving<BrandId> {
    Box::pin(company_campaigns())
}

chunk! {
    /// The open campaigns of a brand.
    company_campaigns: BrandId => show
}

/// Where nothing is open, or they do not come, the page says nothing of them: it is about the brand.
fn show(brand: BrandId) -> AnyView {
    let open = Remote::new(move || async move {
        let query = CampaignQuery { brand: Some(brand), limit: Some(SHOWN), ..CampaignQuery::default() };
        api::campaigns::list(&query).await.map(|page| page.items)
    });
    let cards = move || match open.get() {
        Load::Waiting => view! { <Skeleton lines=3 shape="cards"/> }.into_any(),
        Load::Ready(found) if !found.is_empty() => view! {
            <section class="stack">
                <h2>{tr!(brands.page_campaigns)}</h2>
                <ul class="card-list" role="list">
                    {found.into_iter().map(|campaign| view! { <li>{card(campaign)}</li> }).collect_view()}
                </ul>
            </section>
        }
        .into_any(),
        Load::Ready(_) | Load::Failed(_) => ().into_any(),
    };
    cards.into_any()
}

/// What it pays and until when; whose it is stands above.
fn card(campaign: CampaignSummary) -> AnyView {
    let href = format!("/campaigns/{}", campaign.id);
    let title = campaign.title.clone();
    let compensation = campaign.compensation.clone();
    let (free, slots) = (campaign.free_slots, campaign.slots);
    view! {
        <article class="campaign-card">
            <h3 class="campaign-card-title"><a class="campaign-card-link" href=href>{title}</a></h3>
            <p class="strong figures">{move || words::compensation(&compensation)}</p>
            <ul class="campaign-card-facts" role="list">
                <li><IconView icon=Icon::CalendarClock class="small"/><Deadline campaign short=true/></li>
                <li>
                    <IconView icon=Icon::Users class="small"/>
                    {move || say!(campaigns.slots_left, free = free.to_string(), slots = slots.to_string())}
                </li>
            </ul>
        </article>
    }
    .into_any()
}
