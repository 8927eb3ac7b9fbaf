//! What a brand looks creators for now.

use leptos::prelude::*;
use shared::campaigns::CampaignQuery;
use shared::id::BrandId;

use crate::api;
use crate::components::arrival::{Arriving, ahead, chunk};
use crate::components::campaigns::CampaignCard;
use crate::i18n::tr;
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
    let cards = move || {
        match open.get() {
        Load::Waiting => view! { <Skeleton lines=3 shape="cards"/> }.into_any(),
        Load::Ready(found) if !found.is_empty() => view! {
            <section class="stack">
                <h2>{tr!(brands.page_campaigns)}</h2>
                <ul class="card-list" role="list">
                    {found.into_iter().map(|campaign| view! { <li><CampaignCard campaign/></li> }).collect_view()}
                </ul>
            </section>
        }
        .into_any(),
        Load::Ready(_) | Load::Failed(_) => ().into_any(),
    }
    };
    cards.into_any()
}
