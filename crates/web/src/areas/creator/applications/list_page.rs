//! One's applications, newest first.

use leptos::prelude::*;
use shared::campaigns::{ApplicationQuery, ApplicationState, ApplicationSummary};

use crate::address::query_signal;
use crate::api;
use crate::components::campaigns::{ApplicationBadge, words};
use crate::components::conversation::ToMessages;
use crate::components::creators::words::of_key;
use crate::components::filters::FilterSelect;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// The list, filtered by the address.
#[component]
pub fn ListPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page" tabindex="-1">
                <PageHead title=tr!(applications.title) text=tr!(applications.text)>
                    <ToMessages/>
                    <ButtonLink text=tr!(campaigns.find) href="/campaigns" icon=Icon::Search/>
                </PageHead>
                <List/>
            </main>
        </Guard>
    }
}

fn columns() -> Vec<Column<ApplicationSummary>> {
    vec![
        Column::wide(tr!(applications.col_campaign), |one: &ApplicationSummary| {
            view! { <span class="breakable">{one.campaign_title.clone()}</span> }.into_any()
        }),
        Column::new(tr!(applications.col_state), |one| {
            view! { <ApplicationBadge state=one.state/> }.into_any()
        }),
        Column::new(tr!(applications.col_offer), |one| match one.offer.clone() {
            Some(offer) => view! {
                <span class="breakable">{move || words::compensation(&offer.compensation)}</span><br/>
                <span class="tiny quiet">{words::side(offer.by)}</span>
            }
            .into_any(),
            None => view! { <span class="quiet">{tr!(applications.no_offer)}</span> }.into_any(),
        }),
        Column::new(tr!(applications.col_updated), |one| instant(one.updated_at)),
    ]
}

#[component]
fn List() -> impl IntoView {
    let (state, set_state) = query_signal("state");
    let pages = Pages::new(
        move || state.track(),
        move |cursor| {
            let state = state.get_untracked().as_deref().and_then(|word| of_key(ApplicationState::ALL, word));
            async move {
                api::campaigns::own_applications(&ApplicationQuery { state, limit: Some(50), cursor }).await
            }
        },
    );
    let states = words::choices(tr!(applications.any_state), ApplicationState::ALL, words::application_state);
    let value = Signal::derive(move || state.get().unwrap_or_default());
    let empty = move || {
        if state.with(Option::is_some) {
            view! { <Empty title=tr!(applications.none_there) icon=Icon::ListChecks/> }.into_any()
        } else {
            view! {
                <Empty title=tr!(applications.empty) text=tr!(applications.empty_text) icon=Icon::ListChecks>
                    <ButtonLink text=tr!(campaigns.find) href="/campaigns" kind=Kind::Primary/>
                </Empty>
            }
            .into_any()
        }
    };
    view! {
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(applications.filter_state) value options=states on_change=move |word: String| set_state.set((!word.is_empty()).then_some(word))/>
            </div>
            <PagedTable
                label=tr!(applications.title)
                columns=columns()
                pages
                empty=empty
                opens=Opens::page(|one: &ApplicationSummary| format!("/creator/applications/{}", one.id))
            />
        </Card>
    }
}
