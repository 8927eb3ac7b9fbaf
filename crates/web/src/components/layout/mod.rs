//! The frame of public and account pages: header, footer, and where the focus goes after a move.

use leptos::prelude::*;

use crate::address;
use crate::browser::{self, spawn};
use crate::components::avatar::AvatarView;
use crate::components::bell::bell_of_the_site;
use crate::components::finder::way_to_finder;
use crate::components::logo::Logo;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::overlay::Menu;
use crate::ui::preferences::{LanguageMenu, ThemeMenu};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Header and footer around a page.
#[component]
pub fn Chrome(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip" href="#main" on:click=|event| { event.prevent_default(); browser::focus("main"); }>{tr!(common.skip)}</a>
        <header class="site-head">
            <div class="site-head-inner">
                <a class="brand" href="/" aria-label="Avenue"><Logo/><span class="display">"Avenue"</span></a>
                <nav class="row tight" aria-label=tr!(common.main_menu)>
                    <span class="row tight wide-only site-places">
                        <ButtonLink text=tr!(campaigns.title) href="/campaigns" kind=Kind::Ghost/>
                        <ButtonLink text=tr!(common.creators) href="/creators" kind=Kind::Ghost/>
                    </span>
                    <LanguageMenu/>
                    <ThemeMenu/>
                    <AccountMenu/>
                </nav>
            </div>
        </header>
        {children()}
        <footer class="site-foot">
            <div class="site-foot-inner">
                <p>"© Avenue. "{tr!(public.footer)}</p>
                <nav class="row" aria-label=tr!(common.details)>
                    <a href="/campaigns">{tr!(campaigns.title)}</a>
                    <a href="/creators">{tr!(common.creators)}</a>
                    <a href="/contact">{tr!(public.contact)}</a>
                    <a href="/legal/terms">{tr!(public.terms)}</a>
                    <a href="/legal/privacy">{tr!(public.privacy)}</a>
                    <a href="/legal/cookies">{tr!(public.cookies)}</a>
                    <a href="/api/docs" rel="external">{tr!(public.api)}</a>
                </nav>
            </div>
        </footer>
    }
}

/// Ways in for visitors; one's own places for who is signed in.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let session = use_session();
    let name = Memo::new(move |_| session.me().map(|me| me.first_name));
    let is_admin = Memo::new(move |_| session.is_admin());
    let is_creator = Memo::new(move |_| session.is_creator());
    let is_brand = Memo::new(move |_| session.is_brand());
    move || {
        match name.get() {
        Some(name) => view! {
            {way_to_finder(None)}
            {bell_of_the_site()}
            {move || session.me().map(|me| view! {
                <AvatarView avatar=me.avatar.clone() name=me.first_name pixels=32/>
            })}
            <Menu label=Text::from(name)>
                {move || is_admin.get().then(|| view! {
                    <a href="/admin"><IconView icon=Icon::LayoutDashboard class="small"/>{tr!(common.console)}</a>
                })}
                {move || is_creator.get().then(|| view! {
                    <a href="/creator"><IconView icon=Icon::Camera class="small"/>{tr!(common.my_creator)}</a>
                })}
                {move || is_brand.get().then(|| view! {
                    <a href="/brand"><IconView icon=Icon::Building2 class="small"/>{tr!(common.my_brands)}</a>
                })}
                <a href="/account"><IconView icon=Icon::User class="small"/>{tr!(common.my_account)}</a>
                <a class="narrow-only" href="/campaigns"><IconView icon=Icon::ScrollText class="small"/>{tr!(campaigns.title)}</a>
                <a class="narrow-only" href="/creators"><IconView icon=Icon::Users class="small"/>{tr!(common.creators)}</a>
                <hr/>
                <SignOutButton/>
            </Menu>
        }
        .into_any(),
        None if session.is_unknown() => ().into_any(),
        None => view! {
            <ButtonLink text=tr!(common.sign_in) href="/sign-in" kind=Kind::Ghost/>
            <span class="wide-only"><ButtonLink text=tr!(common.register) href="/register" kind=Kind::Primary/></span>
        }
        .into_any(),
    }
    }
}

/// Ends the session and goes to the start.
#[component]
pub fn SignOutButton() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let sign_out = move |_| {
        spawn(async move {
            match session.end(false).await {
                Ok(()) => address::go("/"),
                Err(problem) => toasts.problem(&problem),
            }
        });
    };
    view! {
        <button type="button" on:click=sign_out><IconView icon=Icon::LogOut class="small"/>{tr!(common.sign_out)}</button>
    }
}

/// After a move to another page the focus goes to its content, as a fresh page would begin there.
#[component]
pub fn FocusOnMove() -> impl IntoView {
    let path = address::path();
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| browser::focus("main"));
        }
        now
    });
}
