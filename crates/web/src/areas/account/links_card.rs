//! The identities that open the account.

use leptos::prelude::*;
use shared::identity::{LinkedAccount, Provider};

use crate::address::query;
use crate::api;
use crate::browser::{leave, watch};
use crate::components::refusal::refusal;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::state::loaded;
use crate::ui::toast::use_toasts;

/// The identities that open the account, each of which can be taken away.
#[component]
pub fn LinksCard() -> impl IntoView {
    let toasts = use_toasts();
    let doors = Remote::new(api::identity::doors);
    let links = Remote::new(api::identity::links);
    let busy = RwSignal::new(false);
    let (linked, error) = (query("linked"), query("error"));
    // What came of it, told to who comes back from the provider.
    watch(move || {
        if linked.get().is_some() {
            toasts.good(tr!(doors.linked)());
        }
        if let Some(text) = error.get().and_then(|word| refusal(&word)) {
            toasts.bad(text);
        }
    });
    let link = move |()| {
        act(
            busy,
            api::identity::link_google(),
            |departure| leave(&departure.address),
            move |problem| toasts.problem(&problem),
        );
    };
    let can_link = Memo::new(move |_| {
        let google = doors.value().is_some_and(|doors| doors.google);
        let linked = |links: Vec<LinkedAccount>| links.iter().any(|link| link.provider == Provider::Google);
        google && !links.value().is_none_or(linked)
    });
    view! {
        <Card title=tr!(doors.links) text=tr!(doors.links_text)>
            {loaded(links, 1, move |list| if list.is_empty() {
                view! { <p class="small soft">{tr!(doors.links_none)}</p> }.into_any()
            } else {
                view! {
                    <ul class="devices" role="list">
                        {list.into_iter().map(|link| view! { <Linked link links/> }).collect_view()}
                    </ul>
                }.into_any()
            })}
            {move || can_link.get().then(|| view! {
                <div class="row"><Button text=tr!(doors.links_link) icon=Icon::Plus busy on_press=link/></div>
            })}
        </Card>
    }
}

/// A provider as people know it.
const fn name(provider: Provider) -> &'static str {
    match provider {
        Provider::Google => "Google",
        Provider::Firebase => "Firebase",
    }
}

#[component]
fn Linked(link: LinkedAccount, links: Remote<Vec<LinkedAccount>>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let provider = link.provider;
    let unlink = Callback::new(move |()| {
        act(
            busy,
            api::identity::unlink(provider),
            move |()| {
                toasts.good(tr!(doors.unlinked)());
                links.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    });
    let has_password = move || session.me().is_some_and(|me| me.has_password);
    view! {
        <li class="device">
            <IconView icon=Icon::KeyRound/>
            <div class="grow">
                <p class="strong breakable">{name(provider)}" · "{link.email}</p>
                <p class="tiny quiet">
                    {tr!(doors.links_since)}" "{move || format::moment(link.linked_at)}
                    {link.last_used_at.map(|at| view! { " · "{tr!(doors.links_used)}" "{move || format::ago(at)} })}
                </p>
                {move || (!has_password()).then(|| view! { <p class="tiny soft">{tr!(doors.links_password)}</p> })}
            </div>
            {move || has_password().then(|| view! {
                <Button text=tr!(doors.links_unlink) kind=Kind::Secondary small=true busy on_press=unlink/>
            })}
        </li>
    }
}
