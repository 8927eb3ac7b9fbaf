//! The list of creators: search and filters live in the address.

use leptos::prelude::*;
use shared::creators::{AvailabilityState, Category, CreatorLevel, CreatorQuery, CreatorSummary, Platform};
use shared::identity::{Permission, Role};

use super::card::card;
use crate::address::{SetQuery, query_signal};
use crate::api;
use crate::components::creators::words;
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::ButtonLink;
use crate::ui::form::{Options, SelectOption};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::state::Empty;
use crate::ui::table::{PagedCards, Pages};
use crate::ui::trail::name_tab;

/// Where it is.
const HERE: &str = "/creators";
/// From how many followers on one can ask.
const FOLLOWERS: [u32; 6] = [1_000, 5_000, 10_000, 50_000, 100_000, 500_000];

/// A filter: what it is set to, and the way to set it.
type Filter = (Memo<Option<String>>, SetQuery);

/// Every filter of the list. Copy it freely.
#[derive(Clone, Copy)]
struct Filters {
    search: Filter,
    category: Filter,
    platform: Filter,
    city: Filter,
    language: Filter,
    followers: Filter,
    level: Filter,
    availability: Filter,
}

impl Filters {
    fn new() -> Self {
        Self {
            search: query_signal("search"),
            category: query_signal("category"),
            platform: query_signal("platform"),
            city: query_signal("city"),
            language: query_signal("language"),
            followers: query_signal("followers"),
            level: query_signal("level"),
            availability: query_signal("availability"),
        }
    }

    const fn all(self) -> [Filter; 8] {
        [
            self.search,
            self.category,
            self.platform,
            self.city,
            self.language,
            self.followers,
            self.level,
            self.availability,
        ]
    }

    /// Whether any is set; tracked.
    fn any(self) -> bool {
        self.all().iter().any(|(value, _)| value.with(Option::is_some))
    }

    /// Whether one of those that are folded away is set.
    fn any_folded(self) -> bool {
        let folded = [self.city, self.language, self.followers, self.level, self.availability];
        untrack(|| folded.iter().any(|(value, _)| value.with(Option::is_some)))
    }

    /// What is asked for now.
    fn query(self, cursor: Option<String>) -> CreatorQuery {
        let text = |(value, _): Filter| value.get_untracked();
        CreatorQuery {
            search: text(self.search),
            category: text(self.category).and_then(|text| words::of_key(Category::ALL, &text)),
            city: text(self.city),
            language: text(self.language).filter(|code| words::LANGUAGES.contains(&code.as_str())),
            level: text(self.level).and_then(|text| words::of_key(CreatorLevel::ALL, &text)),
            platform: text(self.platform).and_then(|text| words::of_key(Platform::ALL, &text)),
            min_followers: text(self.followers).and_then(|text| text.parse().ok()),
            availability: text(self.availability)
                .and_then(|text| words::of_key(AvailabilityState::ALL, &text)),
            limit: Some(24),
            cursor,
        }
    }
}

/// The page.
#[component]
pub fn ListPage() -> impl IntoView {
    name_tab(tr!(creators.title).into());
    let session = use_session();
    // Who looks for a brand, or for the platform, finds those too who show themselves only to them.
    let scout = Memo::new(move |_| {
        session.me().is_some_and(|me| {
            let manages = me.roles.contains(&Role::Admin) && me.may(Permission::ManageMarketplace);
            manages || me.roles.contains(&Role::Brand)
        })
    });
    let is_creator = Memo::new(move |_| session.is_creator());
    let filters = Filters::new();
    let pages = Pages::<CreatorSummary>::new(
        move || {
            scout.track();
            for (value, _) in filters.all() {
                value.track();
            }
        },
        move |cursor| {
            let query = filters.query(cursor);
            let scout = scout.get_untracked();
            async move {
                if scout {
                    api::creators::for_brands(&query).await
                } else {
                    api::creators::public(&query).await
                }
            }
        },
    );
    let any = Memo::new(move |_| filters.any());
    let empty = move || {
        if any.get_untracked() {
            view! {
                <Empty title=tr!(creators.nobody_found) text=tr!(creators.nobody_found_text) icon=Icon::Search>
                    <ButtonLink text=tr!(common.clear) href=HERE/>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty title=tr!(creators.empty) text=tr!(creators.empty_text) icon=Icon::Camera>
                    <ButtonLink text=tr!(creators.become_creator) href="/creator"/>
                </Empty>
            }
            .into_any()
        }
    };
    view! {
        <main id="main" class="page creators" tabindex="-1">
            <header class="creators-head">
                <div class="grow">
                    <h1 class="display">{tr!(creators.title)}</h1>
                    <p class="soft">{tr!(creators.text)}</p>
                </div>
                {move || {
                    let text = if is_creator.get() { tr!(common.my_creator) } else { tr!(creators.become_creator) };
                    view! { <ButtonLink text href="/creator" icon=Icon::Camera/> }
                }}
            </header>
            <FilterBar filters any/>
            <PagedCards label=tr!(creators.title) pages card empty/>
        </main>
    }
}

#[component]
fn FilterBar(filters: Filters, any: Memo<bool>) -> impl IntoView {
    let value = |(value, _): Filter| Signal::derive(move || value.get().unwrap_or_default());
    let set = |(_, set): Filter| move |text: String| set.set(Some(text).filter(|text| !text.is_empty()));
    let all = || SelectOption::new("", tr!(common.all));
    let with_all =
        move |rest: Vec<SelectOption>| -> Vec<SelectOption> { std::iter::once(all()).chain(rest).collect() };
    let categories =
        Category::ALL.iter().map(|one| SelectOption::new(words::key(one), words::category(*one))).collect();
    let platforms = Platform::ALL.iter().map(|one| SelectOption::new(one.as_str(), one.name())).collect();
    let levels =
        CreatorLevel::ALL.iter().map(|one| SelectOption::new(one.as_str(), words::level(*one))).collect();
    let states = AvailabilityState::ALL
        .iter()
        .map(|one| SelectOption::new(one.as_str(), words::availability(*one)))
        .collect();
    // Names and numbers are written otherwise in each language.
    let languages = Options::live(move || {
        let named = words::LANGUAGES.iter().map(|code| SelectOption::new(*code, format::language(code)));
        std::iter::once(all()).chain(named).collect()
    });
    let followers = Options::live(move || {
        let counts = FOLLOWERS
            .iter()
            .map(|count| SelectOption::new(count.to_string(), format::count((*count).into())));
        std::iter::once(all()).chain(counts).collect()
    });
    view! {
        <div class="creators-filters" role="search" aria-label=tr!(common.filter)>
            <div class="filters">
                <FilterText label=tr!(common.search) value=value(filters.search) on_change=set(filters.search)/>
                <FilterSelect label=tr!(creators.category) value=value(filters.category) options=with_all(categories) on_change=set(filters.category)/>
                <FilterSelect label=tr!(creators.network) value=value(filters.platform) options=with_all(platforms) on_change=set(filters.platform)/>
            </div>
            <details class="more-filters" open=filters.any_folded()>
                <summary>{tr!(creators.more_filters)}<IconView icon=Icon::ChevronDown class="small"/></summary>
                <div class="filters">
                    <FilterText label=tr!(creators.city) value=value(filters.city) on_change=set(filters.city)/>
                    <FilterSelect label=tr!(creators.language) value=value(filters.language) options=languages on_change=set(filters.language)/>
                    <FilterSelect label=tr!(creators.followers_from) value=value(filters.followers) options=followers on_change=set(filters.followers)/>
                    <FilterSelect label=tr!(creators.level) value=value(filters.level) options=with_all(levels) on_change=set(filters.level)/>
                    <FilterSelect label=tr!(creators.availability) value=value(filters.availability) options=with_all(states) on_change=set(filters.availability)/>
                </div>
            </details>
            {move || any.get().then(|| view! { <div class="filters-clear"><a class="button small" href=HERE>{tr!(common.clear)}</a></div> })}
        </div>
    }
}
