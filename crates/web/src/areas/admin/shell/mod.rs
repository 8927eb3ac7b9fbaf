//! The frame of the console: sections at the left (below on a phone), the database on top, the page inside.

mod bell;
mod identity_bar;
mod sections;

use std::sync::Arc;

use leptos::prelude::*;

use super::context::provide_databases;
use super::{AdminPage, fetch};
use crate::address;
use crate::browser;
use crate::components::arrival::arriving;
use crate::components::finder::way_to_finder;
use crate::components::guard::{Audience, Guard};
use crate::components::logo::Logo;
use crate::components::person_menu::PersonMenu;
use crate::i18n::tr;
use crate::session::{Session, use_session};
use crate::ui::button::ButtonLink;
use crate::ui::icon::{Icon, IconView};
use crate::ui::overlay::Menu;
use crate::ui::palette::Place;
use crate::ui::preferences::{LanguageMenu, ThemeMenu};
use crate::ui::trail::PageHead;

use bell::Bell;
use identity_bar::IdentityBar;
use sections::{Section, is_current, sections};

/// The frame of the console.
#[component]
pub fn Shell() -> impl IntoView {
    view! {
        <Guard audience=Audience::Admin>
            <Frame/>
        </Guard>
    }
}

#[component]
fn Frame() -> impl IntoView {
    provide_databases();
    let path = address::path();
    let page = Memo::new(move |_| AdminPage::at(&path.get()));
    let session = use_session();
    let places = Arc::new(move || {
        let own = seen(session).into_iter().map(|section| Place {
            text: section.text,
            icon: section.icon,
            note: None,
            href: section.href.to_owned(),
        });
        own.chain([
            Place {
                text: tr!(common.my_account).into(),
                icon: Icon::User,
                note: None,
                href: "/account".to_owned(),
            },
            Place { text: tr!(admin.to_site).into(), icon: Icon::Globe, note: None, href: "/".to_owned() },
        ])
        .collect::<Vec<_>>()
    });
    view! {
        <a class="skip" href="#main" on:click=|event| { event.prevent_default(); browser::focus("main"); }>{tr!(common.skip)}</a>
        <div class="console">
            <aside class="rail">
                <a class="brand" href="/admin" aria-label="Avenue"><Logo/><span class="display">"Avenue"</span></a>
                <SectionList/>
                <div class="rail-foot">
                    <a class="rail-link" href="/"><IconView icon=Icon::Globe class="small"/>{tr!(admin.to_site)}</a>
                </div>
            </aside>
            <div class="console-column">
                <header class="topbar">
                    <IdentityBar/>
                    <div class="topbar-tools">
                        {way_to_finder(Some(places))}
                        <Bell/>
                        <span class="wide-only"><LanguageMenu/></span>
                        <span class="wide-only"><ThemeMenu/></span>
                        <PersonMenu/>
                    </div>
                </header>
                <main id="main" class="console-main" tabindex="-1">{arriving(page, fetch)}</main>
            </div>
            <nav class="tabbar" aria-label=tr!(admin.rail)><TabBar/></nav>
        </div>
    }
}

/// For addresses of the console that lead nowhere.
#[component]
pub fn Nowhere() -> impl IntoView {
    view! {
        <PageHead title=tr!(common.not_found_title) text=tr!(common.not_found_text)/>
        <div class="row"><ButtonLink text=tr!(admin.overview) href="/admin" icon=Icon::LayoutDashboard/></div>
    }
}

/// The sections that one may see; tracked.
fn seen(session: Session) -> Vec<Section> {
    sections().into_iter().filter(|section| session.may(section.permission)).collect()
}

#[component]
fn SectionList() -> impl IntoView {
    let session = use_session();
    let path = address::path();
    view! {
        <nav class="rail-list" aria-label=tr!(admin.rail)>
            <ul role="list">
                {move || seen(session).into_iter().map(|section| section_link(section, path)).collect_view()}
            </ul>
        </nav>
    }
}

fn section_link(section: Section, path: Memo<String>) -> impl IntoView {
    let href = section.href;
    view! {
        <li>
            <a class="rail-link" href=href aria-current=move || is_current(href, &path.get()).then_some("page")>
                <IconView icon=section.icon class="small"/>
                {section.text.read()}
            </a>
        </li>
    }
}

/// On a phone: the first four sections, the others in a menu.
#[component]
fn TabBar() -> impl IntoView {
    const SHOWN: usize = 4;
    let session = use_session();
    let path = address::path();
    let tab = move |section: Section| {
        let href = section.href;
        view! {
            <a class="tabbar-link" href=href aria-current=move || is_current(href, &path.get()).then_some("page")>
                <IconView icon=section.icon/>
                <span class="cut">{section.text.read()}</span>
            </a>
        }
    };
    view! {
        {move || seen(session).into_iter().take(SHOWN).map(tab).collect_view()}
        <Menu label=tr!(admin.more) icon=Icon::Menu bare=true>
            {move || seen(session).into_iter().skip(SHOWN).map(|section| view! {
                <a href=section.href><IconView icon=section.icon class="small"/>{section.text.read()}</a>
            }).collect_view()}
        </Menu>
    }
}
