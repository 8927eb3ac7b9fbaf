//! Unread announcements.

use leptos::prelude::*;
use shared::id::AnnouncementId;
use shared::notifications::{Announcement, AnnouncementQuery};

use crate::api;
use crate::components::bell::{counted, tone};
use crate::components::live::{follow, use_live};
use crate::i18n::{Locale, locale, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::{Empty, loaded};
use crate::ui::toast::use_toasts;

/// The bell, with the number of unread announcements, and the panel that lists them.
#[component]
pub fn Bell() -> impl IntoView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let live = use_live();
    follow(|_| ());
    let unread = Remote::new(move || {
        live.track();
        async {
            let query =
                AnnouncementQuery { unread: Some(true), limit: Some(50), ..AnnouncementQuery::default() };
            api::notifications::announcements(&query).await
        }
    });
    let count = Memo::new(move |_| live.unread().announcements.unwrap_or_default());
    let read_all = move |()| {
        act(
            busy,
            api::notifications::read_all(),
            move |()| unread.reload(),
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <span class="bell">
            <Button text=tr!(admin.announcements) icon=Icon::Bell bare=true kind=Kind::Ghost on_press=move |()| open.set(true)/>
            {move || (count.get() > 0).then(|| view! { <span class="bell-count figures" aria-hidden="true">{counted(count.get())}</span> })}
            <span class="hidden-visually" role="status">{move || (count.get() > 0).then(|| counted(count.get()))}</span>
        </span>
        <Dialog open title=tr!(admin.announcements) place=Place::Side>
            {loaded(unread, 4, move |page| {
                if page.items.is_empty() {
                    return view! { <Empty title=tr!(admin.announcements_empty) icon=Icon::Bell/> }.into_any();
                }
                view! {
                    <div class="stack">
                        <div class="row"><Button text=tr!(admin.announcements_read) icon=Icon::Check small=true busy on_press=read_all/></div>
                        <ul class="announcements" role="list">
                            {page.items.into_iter().map(|item| view! { <Item item open unread_changed=Callback::new(move |_| unread.reload())/> }).collect_view()}
                        </ul>
                    </div>
                }.into_any()
            })}
        </Dialog>
    }
}

#[component]
fn Item(item: Announcement, open: RwSignal<bool>, unread_changed: Callback<AnnouncementId>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let id = item.id;
    let tone = tone(item.level);
    let read = move |()| {
        act(
            busy,
            api::notifications::read(id),
            move |()| unread_changed.run(id),
            move |problem| toasts.problem(&problem),
        );
    };
    let (es, en) = (item.text_es, item.text_en);
    view! {
        <li class=format!("announcement {}", tone.class())>
            <span class="announcement-icon"><IconView icon=tone.icon()/></span>
            <div class="grow">
                <p class="breakable">{move || if locale() == Locale::en { en.clone() } else { es.clone() }}</p>
                <p class="tiny quiet row tight">
                    <time datetime=item.at.to_string() title=move || format::exact(item.at)>{move || format::ago(item.at)}</time>
                    {item.link.map(|link| view! { <a href=link on:click=move |_| open.set(false)>{tr!(admin.announcement_open)}</a> })}
                </p>
            </div>
            <Button text=tr!(admin.announcement_read) icon=Icon::Check bare=true small=true kind=Kind::Ghost busy on_press=read/>
        </li>
    }
}
