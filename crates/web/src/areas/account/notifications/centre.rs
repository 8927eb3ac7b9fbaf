//! What one was told: unread, all of it, and what was put away.

use leptos::prelude::*;
use shared::notifications::{Notice, NoticeQuery};

use crate::address::query_signal;
use crate::api;
use crate::browser::spawn;
use crate::components::bell::{tone, words};
use crate::components::guard::{Audience, Guard};
use crate::components::live::use_live;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::act;
use crate::ui::state::Empty;
use crate::ui::table::{PagedList, Pages};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

/// The list, and the choice of which part of it.
#[component]
pub fn NoticesPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <Centre/>
            </main>
        </Guard>
    }
}

#[component]
fn Centre() -> impl IntoView {
    let (live, toasts) = (use_live(), use_toasts());
    let (part, set_part) = query_signal("view");
    let chosen = Memo::new(move |_| part.get().unwrap_or_else(|| "all".to_owned()));
    let pages = Pages::new(
        move || {
            chosen.track();
            live.track();
        },
        move |cursor| {
            let part = chosen.get_untracked();
            let query = NoticeQuery {
                unread: (part == "unread").then_some(true),
                archived: (part == "archive").then_some(true),
                limit: Some(30),
                cursor,
            };
            async move { api::notifications::notices(&query).await }
        },
    );
    let busy = RwSignal::new(false);
    let read_all = move |()| {
        act(
            busy,
            api::notifications::read_all_notices(),
            move |()| pages.restart(),
            move |problem| toasts.problem(&problem),
        );
    };
    let tabs = vec![
        Tab::new("all", tr!(notices.tab_all)),
        Tab::new("unread", tr!(notices.tab_unread)),
        Tab::new("archive", tr!(notices.tab_archive)),
    ];
    let choose = Callback::new(move |key: &'static str| {
        set_part.set((key != "all").then(|| key.to_owned()));
    });
    let line = Callback::new(move |notice: Notice| view! { <Line notice pages/> }.into_any());
    view! {
        <PageHead title=tr!(notices.title) text=tr!(notices.text) trail=vec![Step::new(tr!(account.title), "/account")]>
            <ButtonLink text=tr!(notices.settings) href="/account/notifications/settings" icon=Icon::Settings/>
            <Button text=tr!(notices.read_all) icon=Icon::Check busy on_press=read_all/>
        </PageHead>
        <Card>
            <Tabs label=tr!(notices.title) tabs chosen on_choose=choose>
                <PagedList
                    label=tr!(notices.title)
                    pages
                    line
                    empty=move || empty(&chosen.get())
                />
            </Tabs>
        </Card>
    }
}

fn empty(part: &str) -> AnyView {
    match part {
        "unread" => view! { <Empty title=tr!(notices.empty_unread) text=tr!(notices.empty_unread_text) icon=Icon::Check/> }.into_any(),
        "archive" => view! { <Empty title=tr!(notices.empty_archive) text=tr!(notices.empty_archive_text) icon=Icon::Archive/> }.into_any(),
        _ => view! { <Empty title=tr!(notices.empty) text=tr!(notices.empty_text) icon=Icon::Bell/> }.into_any(),
    }
}

#[component]
fn Line(notice: Notice, pages: Pages<Notice>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (id, at, archived, unread) = (notice.id, notice.at, notice.archived, notice.read_at.is_none());
    let tone = tone(notice.level);
    let link = notice.link.clone();
    let read = move |()| {
        let failed = move |problem: api::ApiProblem| toasts.problem(&problem);
        act(busy, api::notifications::read_notice(id), move |()| pages.restart(), failed);
    };
    let put_back = move || {
        spawn(async move {
            match api::notifications::restore_notice(id).await {
                Ok(()) => pages.restart(),
                Err(problem) => toasts.problem(&problem),
            }
        });
    };
    let put_away = move |()| {
        act(
            busy,
            api::notifications::archive_notice(id),
            move |()| {
                toasts.undoable(tr!(notices.archived)(), put_back);
                pages.restart();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    // Whoever goes there has read it. If that cannot be noted, it stays unread, which the list shows.
    let opened = move |_| {
        if unread {
            spawn(async move { drop(api::notifications::read_notice(id).await) });
        }
    };
    view! {
        <li class=format!("announcement {}", tone.class()) class:unread=unread>
            <span class="announcement-icon"><IconView icon=tone.icon()/></span>
            <div class="grow">
                <p class="breakable" class:strong=unread>{move || words(&notice)}</p>
                <p class="tiny quiet row tight">
                    {unread.then(|| view! { <span>{tr!(notices.unread)}</span> })}
                    <time datetime=at.to_string() title=move || format::exact(at)>{move || format::ago(at)}</time>
                    {link.map(|link| view! { <a href=link on:click=opened>{tr!(notices.open)}</a> })}
                </p>
            </div>
            {unread.then(|| view! {
                <Button text=tr!(notices.read) icon=Icon::Check bare=true small=true kind=Kind::Ghost busy on_press=read/>
            })}
            {if archived {
                view! { <Button text=tr!(notices.restore) icon=Icon::ArchiveRestore bare=true small=true kind=Kind::Ghost on_press=move |()| put_back()/> }.into_any()
            } else {
                view! { <Button text=tr!(notices.archive) icon=Icon::Archive bare=true small=true kind=Kind::Ghost busy on_press=put_away/> }.into_any()
            }}
        </li>
    }
}
