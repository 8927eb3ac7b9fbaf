//! The list of campaigns.

use leptos::prelude::*;
use shared::campaigns::{ApplicationCounts, BrandCampaign, CampaignState, ManagedCampaignQuery};

use crate::address::query_signal;
use crate::api;
use crate::components::campaigns::{CampaignBadge, Deadline, words};
use crate::components::creators::words::of_key;
use crate::components::filters::FilterSelect;
use crate::components::reports::{List, Sheet, TakeAlong};
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// How many applications there are, wherever they stand.
fn all(counts: ApplicationCounts) -> u64 {
    let ApplicationCounts { applied, shortlisted, confirmed, rejected, withdrawn } = counts;
    [applied, shortlisted, confirmed, rejected, withdrawn].into_iter().map(u64::from).sum()
}

fn columns() -> Vec<Column<BrandCampaign>> {
    vec![
        Column::wide(tr!(managed_campaigns.col_campaign), |one: &BrandCampaign| {
            let brand = one.summary.brand.as_ref().map(|brand| brand.company.clone());
            view! {
                <span class="breakable">{one.summary.title.clone()}</span><br/>
                <span class="tiny quiet breakable">
                    {move || brand.clone().unwrap_or_else(|| tr!(campaigns.brand_gone)().to_owned())}
                </span>
            }
            .into_any()
        }),
        Column::new(tr!(managed_campaigns.col_state), |one| {
            view! { <CampaignBadge state=one.summary.state/> }.into_any()
        }),
        Column::figures(tr!(managed_campaigns.col_applications), |one| {
            let count = all(one.applications);
            view! { {move || format::count(count)} }.into_any()
        }),
        Column::new(tr!(campaigns.deadline), |one| {
            view! { <Deadline campaign=one.summary.clone() short=true/> }.into_any()
        }),
        Column::new(tr!(managed_campaigns.col_created), |one| instant(one.created_at)),
    ]
}

/// The campaigns, filtered by the address.
#[component]
pub fn CampaignsPage() -> impl IntoView {
    let (state, set_state) = query_signal("state");
    let pages = Pages::new(
        move || state.track(),
        move |cursor| {
            let word = state.get_untracked();
            let query = ManagedCampaignQuery {
                state: word.as_deref().and_then(|word| of_key(CampaignState::ALL, word)),
                archived: None,
                limit: Some(50),
                cursor,
            };
            async move { api::campaigns::managed(&query).await }
        },
    );
    let sheets = Signal::derive(move || {
        vec![
            Sheet::new(List::Campaigns, "managed/campaigns", &[("state", state.get())]),
            Sheet::new(List::Figures, "managed/metrics", &[]),
        ]
    });
    let states = words::choices(tr!(common.all), CampaignState::ALL, words::campaign_state);
    let value = Signal::derive(move || state.get().unwrap_or_default());
    view! {
        <PageHead title=tr!(managed_campaigns.title) text=tr!(managed_campaigns.text)>
            <TakeAlong sheets/>
        </PageHead>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(managed_campaigns.filter_state) value options=states on_change=move |word: String| set_state.set((!word.is_empty()).then_some(word))/>
            </div>
            <PagedTable
                label=tr!(managed_campaigns.title)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(managed_campaigns.empty) icon=Icon::ScrollText/> }
                opens=Opens::page(|one: &BrandCampaign| format!("/admin/campaigns/{}", one.summary.id))
            />
        </Card>
    }
}
