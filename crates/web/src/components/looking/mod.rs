//! While somebody of the staff looks at the platform as another account: always on screen, with the way out.

use leptos::prelude::*;

use crate::address;
use crate::browser::{spawn, watch};
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::toast::use_toasts;

/// The banner; nothing while one is oneself.
#[component]
pub fn LookBanner() -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let looking = Memo::new(move |_| session.is_looking());
    let leaving = RwSignal::new(false);
    let before = StoredValue::new(false);
    // A look that ends by itself says so, and leads back to the console.
    watch(move || {
        let (was, now) = (before.get_value(), looking.get());
        before.set_value(now);
        if was && !now && !leaving.get_untracked() {
            toasts.info(say!(looking.over));
            address::go("/admin/users");
        }
        if !now {
            leaving.set(false);
        }
    });
    let leave = move |_| {
        if leaving.get_untracked() {
            return;
        }
        leaving.set(true);
        let seen = session.me().map(|me| me.id);
        spawn(async move {
            session.stop_looking().await;
            match seen {
                Some(id) => address::go(&format!("/admin/users/{id}")),
                None => address::go("/admin/users"),
            }
        });
    };
    let name = move || {
        session
            .me()
            .map(|me| format!("{} {} ({})", me.first_name, me.last_name, me.email))
            .unwrap_or_default()
    };
    move || {
        looking.get().then(|| {
            view! {
                <aside class="look-banner" aria-label=tr!(looking.label)>
                    <IconView icon=Icon::Eye class="small"/>
                    <p class="grow breakable" role="status">{move || say!(looking.banner, name = name())}</p>
                    <button type="button" class="button small" disabled=leaving on:click=leave>{tr!(looking.leave)}</button>
                </aside>
            }
        })
    }
}
