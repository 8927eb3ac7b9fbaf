//! Earlier states of one's own profile, and the trash.

use leptos::prelude::*;
use shared::creators::{Creator, CreatorRevision};
use shared::revision::RevisionQuery;

use super::context::use_own;
use super::trash::TrashCard;
use crate::api;
use crate::components::creators::{Reading, RevisionPanel, Revisions};
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::kept::Held;
use crate::ui::load::act;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::table::Pages;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The page.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let pages = Pages::new(
        || (),
        |cursor| {
            let query = RevisionQuery { limit: Some(20), cursor };
            async move { api::creators::revisions(&query).await }
        },
    );
    let opened = Held::<u32>::new();
    let (panel, busy) = (RwSignal::new(false), RwSignal::new(false));
    let open = Callback::new(move |line: CreatorRevision| {
        opened.set(line.revision);
        panel.set(true);
    });
    let restore = Callback::new(move |number: u32| {
        act(
            busy,
            api::creators::restore_revision(number),
            move |now: Creator| {
                panel.set(false);
                own.take(now);
                pages.restart();
                toasts.good(say!(creator.revision_restored, number = number.to_string()));
            },
            move |problem| toasts.problem(&problem),
        );
    });
    let title = Text::live(move || {
        opened
            .get()
            .map(|number| say!(creators.revision_title, number = number.to_string()))
            .unwrap_or_default()
    });
    view! {
        <Card flush=true title=tr!(creator.history) text=tr!(creator.history_text)>
            <Revisions pages open/>
        </Card>
        <TrashCard/>
        <Dialog open=panel title place=Place::Side>
            {move || opened.get().map(|number| view! {
                <RevisionPanel
                    read=UnsyncCallback::new(move |()| -> Reading { Box::pin(api::creators::revision(number)) })
                    today=own.now()
                    busy
                    on_restore=Callback::new(move |()| restore.run(number))
                />
            })}
        </Dialog>
    }
}
