//! What a brand looks creators for now.

use leptos::prelude::*;
use shared::campaigns::CampaignQuery;
use shared::id::BrandId;

use crate::api;
use crate::components::arrival::{Arriving, aside, chunk};
use crate::components::campaigns::CampaignCard;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};

/// How many are shown.
const SHOWN: u32 = 12;

/// Its open campaigns, which arrive when the reader asks for them.
pub fn open_campaigns(brand: BrandId) -> AnyView {
    let asked = RwSignal::new(false);
    let shown = move || {
        if asked.get() {
            return aside(brand, fetch);
        }
        view! { <div class="row"><Button text=tr!(brands.page_open) on_press=move |()| asked.set(true)/></div> }.into_any()
    };
    shown.into_any()
}

fn fetch(_: &BrandId) -> Arriving<BrandId> {
    Box::pin(company_campaigns())
}

chunk! {
    /// The open campaigns of a brand.
    company_campaigns: BrandId => show
}

fn show(brand: BrandId) -> AnyView {
    let open = Remote::new(move || async move {
        let query = CampaignQuery { brand: Some(brand), limit: Some(SHOWN), ..CampaignQuery::default() };
        api::campaigns::list(&query).await.map(|page| page.items)
    });
    let cards = move || {
        match open.get() {
        Load::Waiting => view! { <Skeleton lines=3 shape="cards"/> }.into_any(),
        Load::Ready(found) if found.is_empty() => view! { <Empty title=tr!(brands.page_none_open)/> }.into_any(),
        Load::Ready(found) => view! {
            <section class="stack">
                <h2>{tr!(brands.page_open)}</h2>
                <ul class="card-list" role="list">
                    {found.into_iter().map(|campaign| view! { <li><CampaignCard campaign/></li> }).collect_view()}
                </ul>
            </section>
        }
        .into_any(),
        Load::Failed(problem) => {
            view! { <Failure problem on_retry=Callback::new(move |()| open.reload())/> }.into_any()
        }
    }
    };
    cards.into_any()
}
