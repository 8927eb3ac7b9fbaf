//! API keys of one's own.

mod create;

use leptos::prelude::*;
use shared::identity::{ApiKey, NewApiKey};

use crate::api;
use crate::browser::{self, spawn};
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::state::{Empty, loaded};
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

use create::CreateForm;

/// The keys, and the dialogs that make and revoke them.
#[component]
pub fn KeysPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead title=tr!(security.keys) text=tr!(security.keys_text) trail=vec![Step::new(tr!(account.title), "/account")]>
                    <ButtonLink text=tr!(security.keys_guide) href="/api/docs/" icon=Icon::BookOpen/>
                </PageHead>
                <KeysCard/>
            </main>
        </Guard>
    }
}

#[component]
fn KeysCard() -> impl IntoView {
    let keys = Remote::new(api::identity::api_keys);
    let making = RwSignal::new(false);
    let made = RwSignal::new(None::<NewApiKey>);
    let got = Callback::new(move |key: NewApiKey| {
        made.set(Some(key));
        keys.reload();
    });
    let close = Callback::new(move |()| making.set(false));
    browser::watch(move || {
        // A dialog that is opened again asks anew: the key was shown once.
        if !making.get() {
            made.set(None);
        }
    });
    view! {
        <Card
            title=tr!(security.keys)
            actions=move || view! { <Button text=tr!(security.key_create) kind=Kind::Primary icon=Icon::Plus small=true on_press=move |()| making.set(true)/> }
        >
            {loaded(keys, 3, move |list| {
                if list.is_empty() {
                    return view! { <Empty title=tr!(security.keys_empty) text=tr!(security.keys_empty_text) icon=Icon::KeyRound/> }.into_any();
                }
                view! {
                    <ul class="devices" role="list">
                        {list.into_iter().map(|key| view! { <Key key keys/> }).collect_view()}
                    </ul>
                }
                .into_any()
            })}
        </Card>
        <Dialog open=making title=tr!(security.key_create)>
            {move || match made.get() {
                Some(made) => view! { <Made made close/> }.into_any(),
                None => view! { <CreateForm got close/> }.into_any(),
            }}
        </Dialog>
    }
}

/// A key that was made, shown this once.
#[component]
fn Made(made: NewApiKey, close: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let secret = StoredValue::new(made.secret.clone());
    let copy = move |()| {
        spawn(async move {
            if browser::copy(secret.get_value()).await {
                toasts.good(tr!(common.copied)());
            }
        });
    };
    view! {
        <div class="stack">
            <p class="strong">{tr!(security.key_once)}</p>
            <p><code class="breakable" id="new-api-key">{made.secret}</code></p>
            <div class="row dialog-actions">
                <Button text=tr!(common.copy) icon=Icon::Copy on_press=copy/>
                <Button text=tr!(security.key_done) kind=Kind::Primary on_press=move |()| close.run(())/>
            </div>
        </div>
    }
}

#[component]
fn Key(key: ApiKey, keys: Remote<Vec<ApiKey>>) -> impl IntoView {
    let toasts = use_toasts();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let id = key.id;
    let revoke = move |()| {
        act(
            busy,
            api::identity::revoke_api_key(id),
            move |()| {
                asking.set(false);
                toasts.good(tr!(security.key_revoked)());
                keys.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let scopes = key.scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let (created, expires, used) = (key.created_at, key.expires_at, key.last_used_at);
    view! {
        <li class="device">
            <IconView icon=Icon::KeyRound/>
            <div class="grow">
                <p class="strong breakable">{key.name.clone()}</p>
                <p class="tiny quiet breakable"><code>{key.prefix.clone()}"…"</code>" · "{scopes}</p>
                <p class="tiny quiet">
                    {tr!(security.key_created)}" "{move || format::moment(created)}" · "
                    {move || match expires {
                        Some(at) => format!("{} {}", tr!(security.key_expires)(), format::moment(at)),
                        None => tr!(security.key_forever)().to_owned(),
                    }}" · "
                    {move || match used {
                        Some(at) => format!("{} {}", tr!(security.key_used)(), format::ago(at)),
                        None => tr!(security.key_never_used)().to_owned(),
                    }}
                </p>
            </div>
            <Button text=tr!(security.key_revoke) small=true icon=Icon::Trash2 on_press=move |()| asking.set(true)/>
            <Dialog open=asking title=tr!(security.key_revoke)>
                <div class="stack">
                    <p>{tr!(security.key_revoke_text)}</p>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                        <Button text=tr!(security.key_revoke) kind=Kind::Danger busy on_press=revoke/>
                    </div>
                </div>
            </Dialog>
        </li>
    }
}
