//! The list of brands.

use leptos::prelude::*;
use shared::brands::{BrandQuery, BrandState, BrandSummary};

use crate::address::query_signal;
use crate::api;
use crate::components::brands::{BrandLogo, words};
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};
use crate::ui::trail::PageHead;

fn state_of(text: &str) -> Option<BrandState> {
    BrandState::ALL.iter().copied().find(|state| state.as_str() == text)
}

fn columns() -> Vec<Column<BrandSummary>> {
    vec![
        Column::wide(tr!(brands.col_brand), |brand: &BrandSummary| {
            let page = brand.handle.as_ref().map(|handle| format!("/b/{handle}"));
            view! {
                <span class="member">
                    <BrandLogo logo=brand.logo name=brand.company.clone() pixels=32/>
                    <span class="member-words">
                        <span class="breakable">{brand.company.clone()}</span>
                        {page.map(|page| view! { <span class="tiny quiet breakable">{page}</span> })}
                    </span>
                </span>
            }
            .into_any()
        }),
        Column::new(tr!(brands.ruc), |brand| word(brand.ruc.clone().unwrap_or_else(|| "—".to_owned()))),
        Column::new(tr!(brands.col_state), |brand| words::state(brand.state)),
        Column::new(tr!(brands.col_created), |brand| instant(brand.created_at)),
    ]
}

/// The brands, filtered by the address.
#[component]
pub fn BrandsPage() -> impl IntoView {
    let (search, set_search) = query_signal("search");
    let (state, set_state) = query_signal("state");
    let pages = Pages::new(
        move || {
            let _filters = (search.get(), state.get());
        },
        move |cursor| {
            let query = BrandQuery {
                search: search.get_untracked(),
                state: state.get_untracked().as_deref().and_then(state_of),
                limit: Some(50),
                cursor,
            };
            async move { api::brands::list(&query).await }
        },
    );
    // Those in use are what the list shows by itself, so that they need no value.
    let states = vec![
        SelectOption::new("", tr!(brands.state_open)),
        SelectOption::new("trashed", tr!(brands.state_trashed)),
        SelectOption::new("closed", tr!(brands.state_closed)),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    view! {
        <PageHead title=tr!(admin.brands) text=tr!(brands.admin_text)/>
        <Card flush=true>
            <div class="filters">
                <FilterText label=tr!(brands.search) value=value(search) on_change=move |text| set_search.set(some(text))/>
                <FilterSelect label=tr!(brands.col_state) value=value(state) options=states on_change=move |text| set_state.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(admin.brands)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(brands.empty) icon=Icon::Building2/> }
                opens=Opens::page(|brand: &BrandSummary| format!("/admin/brands/{}", brand.id))
            />
        </Card>
    }
}
