//! The campaigns of a brand, by where they stand.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::{BrandCampaign, BrandCampaignQuery, CampaignState};
use shared::id::BrandId;

use super::Page;
use crate::address::query_signal;
use crate::api;
use crate::areas::brand::shell::workspace::use_workspace;
use crate::components::campaigns::{CampaignBadge, Deadline, words};
use crate::components::creators::words::of_key;
use crate::components::filters::FilterSelect;
use crate::components::reports::{List, Sheet, TakeAlong};
use crate::i18n::{say, tr};
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// What is kept in the address for those that were put away.
const ARCHIVED: &str = "archived";

fn columns() -> Vec<Column<BrandCampaign>> {
    vec![
        Column::wide(tr!(writing.col_title), |one: &BrandCampaign| {
            let compensation = one.summary.compensation.clone();
            view! {
                <span class="breakable">{one.summary.title.clone()}</span><br/>
                <span class="tiny quiet breakable">{move || words::compensation(&compensation)}</span>
            }
            .into_any()
        }),
        Column::new(tr!(writing.col_state), |one| {
            view! { <CampaignBadge state=one.summary.state/> }.into_any()
        }),
        Column::figures(tr!(writing.col_new), |one| one.applications.applied.to_string().into_any()),
        Column::figures(tr!(writing.col_shortlisted), |one| {
            one.applications.shortlisted.to_string().into_any()
        }),
        Column::figures(tr!(writing.col_confirmed), |one| {
            let (confirmed, slots) = (one.applications.confirmed, one.summary.slots);
            view! { {move || say!(writing.of_slots, confirmed = confirmed.to_string(), slots = slots.to_string())} }.into_any()
        }),
        Column::new(tr!(campaigns.deadline), |one| {
            view! { <Deadline campaign=one.summary.clone() short=true/> }.into_any()
        }),
        Column::new(tr!(writing.col_created), |one| instant(one.created_at)),
    ]
}

/// The list, filtered by the address.
#[component]
pub fn ListPage(
    /// Whose.
    brand: BrandId,
) -> impl IntoView {
    let workspace = use_workspace();
    let may_write = Memo::new(move |_| workspace.may(BrandRole::Member));
    let (state, set_state) = query_signal("state");
    let pages = Pages::new(
        move || state.track(),
        move |cursor| {
            let word = state.get_untracked();
            let query = BrandCampaignQuery {
                state: word.as_deref().and_then(|word| of_key(CampaignState::ALL, word)),
                archived: (word.as_deref() == Some(ARCHIVED)).then_some(true),
                limit: Some(50),
                cursor,
            };
            async move { api::campaigns::of_brand(brand, &query).await }
        },
    );
    let sheets = Signal::derive(move || {
        let word = state.get();
        let archived = word.as_deref() == Some(ARCHIVED);
        let path = format!("of-brand/{brand}/campaigns");
        let state = word.filter(|_| !archived);
        let campaigns = [("state", state), ("archived", archived.then(|| "true".to_owned()))];
        vec![
            Sheet::new(List::Campaigns, path, &campaigns),
            Sheet::new(List::Ratings, format!("of-brand/{brand}/ratings"), &[]),
        ]
    });
    let mut states = words::choices(tr!(writing.any_state), CampaignState::ALL, words::campaign_state);
    states.push(SelectOption::new(ARCHIVED, tr!(writing.archived)));
    let value = Signal::derive(move || state.get().unwrap_or_default());
    let empty = move || {
        if state.with(Option::is_some) {
            view! { <Empty title=tr!(writing.none_there) icon=Icon::ScrollText/> }.into_any()
        } else {
            view! {
                <Empty title=tr!(writing.empty) text=tr!(writing.empty_text) icon=Icon::ScrollText>
                    {move || may_write.get().then(|| view! {
                        <ButtonLink text=tr!(writing.begin) href=Page::New.address(brand) kind=Kind::Primary icon=Icon::Plus/>
                    })}
                </Empty>
            }
            .into_any()
        }
    };
    view! {
        <PageHead title=tr!(writing.title) text=tr!(writing.text)>
            <TakeAlong sheets/>
            {move || may_write.get().then(|| view! {
                <ButtonLink text=tr!(writing.begin) href=Page::New.address(brand) kind=Kind::Primary icon=Icon::Plus/>
            })}
        </PageHead>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(writing.filter_state) value options=states on_change=move |word: String| set_state.set((!word.is_empty()).then_some(word))/>
            </div>
            <PagedTable
                label=tr!(writing.title)
                columns=columns()
                pages
                empty=empty
                opens=Opens::page(move |one: &BrandCampaign| Page::One(one.summary.id).address(brand))
            />
        </Card>
    }
}
