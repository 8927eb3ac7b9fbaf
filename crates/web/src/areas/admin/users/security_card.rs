//! The second factor and the keys of an account.

use leptos::prelude::*;
use shared::id::UserId;
use shared::identity::{ApiKey, User};

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::state::{Empty, loaded};
use crate::ui::toast::use_toasts;

/// Takes a lost second factor away, revokes keys.
#[component]
pub fn SecurityCard(user: User, remote: Remote<User>) -> impl IntoView {
    let toasts = use_toasts();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let id = user.id;
    let keys = Remote::new(move || api::identity::user_api_keys(id));
    let reset = move |()| {
        act(
            busy,
            api::identity::reset_second_factor(id),
            move |()| {
                asking.set(false);
                toasts.good(tr!(security.reset_done)());
                remote.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let on = user.second_factor;
    view! {
        <Card
            title=tr!(security.title)
            actions=move || on.then(|| view! { <Button text=tr!(security.reset) icon=Icon::ShieldCheck small=true on_press=move |()| asking.set(true)/> })
        >
            {loaded(keys, 2, move |list| {
                if list.is_empty() {
                    return view! { <Empty title=tr!(security.keys_empty) icon=Icon::KeyRound/> }.into_any();
                }
                view! { <ul class="devices" role="list">{list.into_iter().map(|key| view! { <Key id key keys/> }).collect_view()}</ul> }.into_any()
            })}
        </Card>
        <Dialog open=asking title=tr!(security.reset)>
            <div class="stack">
                <p>{tr!(security.reset_text)}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                    <Button text=tr!(security.reset) kind=Kind::Danger busy on_press=reset/>
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn Key(id: UserId, key: ApiKey, keys: Remote<Vec<ApiKey>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let key_id = key.id;
    let revoke = move |()| {
        act(
            busy,
            api::identity::revoke_user_api_key(id, key_id),
            move |()| {
                toasts.good(tr!(security.key_revoked)());
                keys.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let used = key.last_used_at;
    view! {
        <li class="device">
            <IconView icon=Icon::KeyRound/>
            <div class="grow">
                <p class="strong small breakable">{key.name.clone()}</p>
                <p class="tiny quiet">{move || match used {
                    Some(at) => format!("{} {}", tr!(security.key_used)(), format::ago(at)),
                    None => tr!(security.key_never_used)().to_owned(),
                }}</p>
            </div>
            <Button text=tr!(security.key_revoke) small=true busy on_press=revoke/>
        </li>
    }
}
