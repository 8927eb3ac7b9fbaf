//! The earlier states of a creator's profile, and the way back to one.

use leptos::prelude::*;
use shared::creators::{Creator, CreatorRevision};
use shared::revision::RevisionQuery;

use crate::api;
use crate::components::creators::{Reading, RevisionPanel, Revisions};
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::kept::Held;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::{Dialog, Place};
use crate::ui::table::Pages;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The list, and the panel of one.
#[component]
pub fn HistoryCard(now: Creator, remote: Remote<Creator>) -> impl IntoView {
    let toasts = use_toasts();
    let id = now.id;
    let pages = Pages::new(
        || (),
        move |cursor| {
            let query = RevisionQuery { limit: Some(20), cursor };
            async move { api::creators::managed_revisions(id, &query).await }
        },
    );
    let opened = Held::<u32>::new();
    let (panel, busy) = (RwSignal::new(false), RwSignal::new(false));
    let open = Callback::new(move |line: CreatorRevision| {
        opened.set(line.revision);
        panel.set(true);
    });
    let restore = move |number: u32| {
        act(
            busy,
            api::creators::restore_managed_revision(id, number),
            move |now| {
                panel.set(false);
                toasts.good(say!(managed_creators.revision_restored, number = number.to_string()));
                remote.set(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let title = Text::live(move || {
        opened
            .get()
            .map(|number| say!(creators.revision_title, number = number.to_string()))
            .unwrap_or_default()
    });
    let today = StoredValue::new(now);
    view! {
        <Card flush=true title=tr!(creators.revisions) text=tr!(managed_creators.revisions_text)>
            <Revisions pages open/>
        </Card>
        <Dialog open=panel title place=Place::Side>
            {move || opened.get().map(|number| view! {
                <RevisionPanel
                    read=UnsyncCallback::new(move |()| -> Reading { Box::pin(api::creators::managed_revision(id, number)) })
                    today=Some(today.get_value())
                    busy
                    on_restore=Callback::new(move |()| restore(number))
                />
            })}
        </Dialog>
    }
}
