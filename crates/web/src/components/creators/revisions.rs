//! The earlier states of a profile: their list, and one of them with the way back to it.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use shared::creators::{Creator, CreatorRevision};

use super::profile_state;
use crate::api::ApiResult;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::{Empty, loaded};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};

/// An earlier state on its way.
pub type Reading = Pin<Box<dyn Future<Output = ApiResult<Creator>>>>;

fn columns() -> Vec<Column<CreatorRevision>> {
    vec![
        Column::new(tr!(creators.revision), |line: &CreatorRevision| {
            let number = line.revision.to_string();
            view! { <span>{move || say!(creators.revision_title, number = number.clone())}</span> }.into_any()
        }),
        Column::wide(tr!(creators.revision_changed), |line| {
            let changed = line.changed.clone();
            view! { <span>{move || parts(&changed)}</span> }.into_any()
        }),
        Column::new(tr!(creators.revision_by), |line| {
            let by = if line.by_staff { tr!(creators.by_staff) } else { tr!(creators.by_owner) };
            word(by())
        }),
        Column::new(tr!(creators.revision_until), |line| instant(line.until)),
    ]
}

/// The list, the last one first.
#[component]
pub fn Revisions(
    /// The list.
    pages: Pages<CreatorRevision>,
    /// Opens one.
    open: Callback<CreatorRevision>,
) -> impl IntoView {
    view! {
        <PagedTable
            label=tr!(creators.revisions)
            columns=columns()
            pages
            empty=|| view! { <Empty title=tr!(creators.revisions_empty) text=tr!(creators.revisions_empty_text) icon=Icon::History/> }
            opens=Opens::here(move |line: CreatorRevision| open.run(line))
        />
    }
}

/// One earlier state: what differs from today is marked.
#[component]
pub fn RevisionPanel(
    /// Reads it.
    read: UnsyncCallback<(), Reading>,
    /// The profile of today.
    today: Option<Creator>,
    /// It is being gone back to.
    busy: RwSignal<bool>,
    /// Goes back to it.
    on_restore: Callback<()>,
) -> impl IntoView {
    let state = Remote::new(move || read.run(()));
    let today = StoredValue::new(today);
    view! {
        <div class="stack">
            <p class="small soft">{tr!(creators.revision_text)}</p>
            <div class="row"><Button text=tr!(creators.revision_restore) icon=Icon::Undo2 kind=Kind::Primary busy on_press=on_restore/></div>
            {loaded(state, 8, move |shown| today.with_value(|today| profile_state(&shown, today.as_ref())))}
        </div>
    }
}

/// What was changed, in words: `availability.state` and `availability.back_on` are one part of a profile.
fn parts(changed: &[String]) -> String {
    let mut named: Vec<String> = Vec::new();
    for field in changed {
        let part = field.split(['.', '[']).next().unwrap_or_default();
        let name = name_of(part).map_or_else(|| part.to_owned(), |name| name().to_owned());
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named.join(", ")
}

fn name_of(part: &str) -> Option<fn() -> &'static str> {
    Some(match part {
        "name" => tr!(creators.name),
        "bio" => tr!(creators.bio),
        "city" => tr!(creators.city),
        "languages" => tr!(creators.languages),
        "categories" => tr!(creators.categories),
        "networks" => tr!(creators.networks),
        "portfolio" => tr!(creators.portfolio),
        "rates" => tr!(creators.rates),
        "availability" => tr!(creators.availability),
        "handle" => tr!(creators.address),
        "discoverable" => tr!(creators.discoverable),
        "privacy" => tr!(creators.privacy),
        "level" => tr!(creators.level),
        "status" => tr!(creators.status),
        "trashed" => tr!(creators.trash),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::parts;
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn a_part_is_named_once_and_what_is_unknown_stays() {
        choose(Locale::en);
        let changed = ["availability.state", "availability.back_on", "bio", "something"].map(str::to_owned);
        assert_eq!(parts(&changed), "Availability, About, something");
    }
}
