//! The devices that are signed in.

use leptos::prelude::*;
use shared::identity::Session;

use crate::address;
use crate::api;
use crate::components::device::device_name;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::overlay::TypedConfirmation;
use crate::ui::state::loaded;
use crate::ui::status::{Badge, Tone};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The devices that are signed in, each of which can be signed out.
#[component]
pub fn SessionsCard() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let sessions = Remote::new(api::identity::sessions);
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let end_all = Callback::new(move |()| {
        act(
            busy,
            session.end(true),
            move |()| address::go("/sign-in"),
            move |problem| toasts.problem(&problem),
        );
    });
    view! {
        <Card
            title=tr!(account.sessions)
            text=tr!(account.sessions_text)
            actions=move || view! { <Button text=tr!(account.sign_out_all) icon=Icon::LogOut small=true on_press=move |()| asking.set(true)/> }
        >
            {loaded(sessions, 3, move |list| view! {
                <ul class="devices" role="list">
                    {list.into_iter().map(|entry| view! { <Device entry sessions/> }).collect_view()}
                </ul>
            }.into_any())}
        </Card>
        <TypedConfirmation
            open=asking
            title=tr!(account.sign_out_all)
            consequence=tr!(account.sign_out_all_text)
            name=Signal::derive(move || tr!(account.sign_out_all_word)().to_owned())
            action=tr!(account.sign_out_all)
            busy
            on_confirm=end_all
        />
    }
}

#[component]
fn Device(entry: Session, sessions: Remote<Vec<Session>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let id = entry.id;
    let revoke = move |()| {
        act(
            busy,
            api::identity::revoke_session(id),
            move |()| {
                toasts.good(tr!(account.session_revoked)());
                sessions.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let agent = entry.user_agent.clone();
    let name = Text::live(move || device_name(&agent));
    view! {
        <li class="device">
            <IconView icon=if entry.user_agent.contains("Mobile") { Icon::Smartphone } else { Icon::Monitor }/>
            <div class="grow">
                <p class="row tight">
                    <span class="strong" title=entry.user_agent.clone()>{name.read()}</span>
                    {entry.current.then(|| view! { <Badge text=tr!(account.session_this) tone=Tone::Info/> })}
                </p>
                <p class="tiny quiet">
                    {entry.ip}" · "{tr!(account.session_seen)}" "{move || format::ago(entry.last_seen_at)}
                    " · "{tr!(account.session_opened)}" "{move || format::moment(entry.created_at)}
                </p>
            </div>
            {(!entry.current).then(|| view! { <Button text=tr!(account.session_revoke) kind=Kind::Secondary small=true busy on_press=revoke/> })}
        </li>
    }
}
