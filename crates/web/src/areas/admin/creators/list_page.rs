//! The list of creators, whatever they show.

use leptos::prelude::*;
use shared::creators::{CreatorLevel, CreatorStatus, ManagedCreator, ManagedCreatorQuery};

use crate::address::query_signal;
use crate::api;
use crate::components::creators::words;
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};
use crate::ui::trail::PageHead;

/// Where a creator stands: in the trash, out of sight, incomplete, or seen.
pub fn standing(trashed: bool, status: CreatorStatus, complete: bool) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match (trashed, status, complete) {
        (true, _, _) => (tr!(managed_creators.in_trash), Tone::Bad),
        (false, CreatorStatus::Hidden, _) => (tr!(managed_creators.hidden), Tone::Attention),
        (false, CreatorStatus::Active, false) => (tr!(managed_creators.incomplete), Tone::Neutral),
        (false, CreatorStatus::Active, true) => (tr!(managed_creators.active), Tone::Good),
    };
    view! { <Badge text tone/> }.into_any()
}

fn columns() -> Vec<Column<ManagedCreator>> {
    vec![
        Column::wide(tr!(managed_creators.col_creator), |creator: &ManagedCreator| {
            let handle = creator.handle.clone();
            view! {
                <span class="breakable">{creator.name.clone()}</span>
                {handle.map(|handle| view! { <br/><span class="tiny quiet breakable">"/c/"{handle}</span> })}
            }
            .into_any()
        }),
        Column::new(tr!(creators.level), |creator| words::level_badge(creator.level)),
        Column::new(tr!(creators.status), |creator| {
            standing(creator.trashed.is_some(), creator.status, creator.complete)
        }),
        Column::figures(tr!(creators.networks), |creator| {
            word(say!(
                managed_creators.networks_of,
                verified = creator.verified_networks.to_string(),
                all = creator.networks.to_string()
            ))
        }),
        Column::new(tr!(managed_creators.col_since), |creator| match &creator.trashed {
            Some(trashed) => {
                let until = trashed.until;
                view! { <span>{move || say!(managed_creators.until, day = format::day(until))}</span> }
                    .into_any()
            }
            None => instant(creator.created_at),
        }),
    ]
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The creators, filtered by the address.
#[component]
pub fn CreatorsPage() -> impl IntoView {
    let (search, set_search) = query_signal("search");
    let (level, set_level) = query_signal("level");
    let (status, set_status) = query_signal("status");
    let (complete, set_complete) = query_signal("complete");
    let (trashed, set_trashed) = query_signal("trashed");
    let pages = Pages::new(
        move || {
            let _filters = (search.get(), level.get(), status.get(), complete.get(), trashed.get());
        },
        move |cursor| {
            let query = ManagedCreatorQuery {
                search: search.get_untracked(),
                level: level.get_untracked().and_then(|text| words::of_key(CreatorLevel::ALL, &text)),
                status: status
                    .get_untracked()
                    .and_then(|text| words::of_key(&[CreatorStatus::Active, CreatorStatus::Hidden], &text)),
                complete: complete.get_untracked().as_deref().and_then(yes_or_no),
                trashed: trashed.get_untracked().as_deref().and_then(yes_or_no),
                limit: Some(50),
                cursor,
            };
            async move { api::creators::managed(&query).await }
        },
    );
    let all = || SelectOption::new("", tr!(common.all));
    let levels: Vec<_> = std::iter::once(all())
        .chain(CreatorLevel::ALL.iter().map(|one| SelectOption::new(one.as_str(), words::level(*one))))
        .collect();
    let statuses = vec![
        all(),
        SelectOption::new("active", tr!(managed_creators.seen)),
        SelectOption::new("hidden", tr!(managed_creators.hidden)),
    ];
    let completes = vec![
        all(),
        SelectOption::new("yes", tr!(managed_creators.can_apply)),
        SelectOption::new("no", tr!(managed_creators.incomplete)),
    ];
    let places = vec![
        SelectOption::new("", tr!(managed_creators.in_use)),
        SelectOption::new("yes", tr!(managed_creators.in_trash)),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    view! {
        <PageHead title=tr!(managed_creators.title) text=tr!(managed_creators.text)/>
        <Card flush=true>
            <div class="filters">
                <FilterText label=tr!(managed_creators.search) value=value(search) on_change=move |text| set_search.set(some(text))/>
                <FilterSelect label=tr!(creators.level) value=value(level) options=levels on_change=move |text| set_level.set(some(text))/>
                <FilterSelect label=tr!(creators.status) value=value(status) options=statuses on_change=move |text| set_status.set(some(text))/>
                <FilterSelect label=tr!(managed_creators.profile) value=value(complete) options=completes on_change=move |text| set_complete.set(some(text))/>
                <FilterSelect label=tr!(managed_creators.place) value=value(trashed) options=places on_change=move |text| set_trashed.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(managed_creators.title)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(managed_creators.empty) icon=Icon::Camera/> }
                opens=Opens::page(|creator: &ManagedCreator| format!("/admin/creators/{}", creator.id))
            />
        </Card>
    }
}
