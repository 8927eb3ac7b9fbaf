//! What a brand said of itself before, and the way back to it.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::id::BrandId;
use shared::revision::RevisionQuery;

use super::super::shell::workspace::use_workspace;
use crate::api;
use crate::browser::spawn;
use crate::components::brands::BRAND;
use crate::components::revisions::Revisions;
use crate::i18n::{say, tr};
use crate::ui::load::act;
use crate::ui::table::Pages;
use crate::ui::toast::use_toasts;
use crate::ui::trail::PageHead;

/// The revisions.
#[component]
pub fn HistoryPage(
    /// Of which brand.
    brand: BrandId,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let pages = Pages::new(
        || (),
        move |cursor| {
            let query = RevisionQuery { limit: None, cursor };
            async move { api::brands::revisions(brand, &query).await }
        },
    );
    // A notice outlives the page that it came from.
    let read_again = move || {
        if open.try_get_untracked().is_some() {
            pages.restart();
            workspace.reload();
        }
    };
    // Going back is a revision too, so that it is taken back by going back once more.
    let take_back = move |before: u32| {
        spawn(async move {
            match api::brands::revert(brand, before).await {
                Ok(_) => {
                    toasts.good(say!(brands.reverted, number = before.to_string()));
                    read_again();
                }
                Err(problem) => toasts.problem(&problem),
            }
        });
    };
    let revert = Callback::new(move |revision: u32| {
        let now = untrack(|| pages.items()).into_iter().find(|one| one.current).map(|one| one.revision);
        act(
            busy,
            api::brands::revert(brand, revision),
            move |_| {
                open.set(false);
                let done = say!(brands.reverted, number = revision.to_string());
                match now {
                    Some(now) => toasts.undoable(done, move || take_back(now)),
                    None => toasts.good(done),
                }
                read_again();
            },
            move |problem| toasts.problem(&problem),
        );
    });
    view! {
        <PageHead title=tr!(brands.history) text=tr!(brands.history_text)/>
        <Revisions
            pages
            vocabulary=BRAND
            may_revert=Signal::derive(move || workspace.may(BrandRole::Admin))
            busy
            on_revert=revert
            open
        />
    }
}
