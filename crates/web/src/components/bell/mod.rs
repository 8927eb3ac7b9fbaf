//! The bell of the site's header: how much is unread, and the way to the notices. A chunk of its own, fetched for who is
//! signed in.

use leptos::prelude::*;
use shared::notifications::{Level, Notice, UNREAD_MOST};

use crate::components::arrival::{aside, chunk};
use crate::components::live::{follow, use_live};
use crate::i18n::{Locale, locale, say};
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::Tone;
use crate::ui::toast::use_toasts;

/// The bell, once it is there.
pub fn bell_of_the_site() -> AnyView {
    aside((), |()| Box::pin(bell()))
}

chunk! {
    /// The bell, and what listens.
    bell: () => show
}

fn show((): ()) -> AnyView {
    view! { <Bell/> }.into_any()
}

/// What a notice says, in the language of the page.
pub fn words(notice: &Notice) -> String {
    if locale() == Locale::en { notice.text_en.clone() } else { notice.text_es.clone() }
}

/// How something that was told is coloured and drawn.
pub const fn tone(level: Level) -> Tone {
    match level {
        Level::Good => Tone::Good,
        Level::Information => Tone::Info,
        Level::Attention => Tone::Attention,
        Level::Bad => Tone::Bad,
    }
}

/// A count as it is shown: where counting stops, there may be more.
pub fn counted(count: u32) -> String {
    if count >= UNREAD_MOST { format!("{}+", UNREAD_MOST - 1) } else { count.to_string() }
}

#[component]
fn Bell() -> impl IntoView {
    let (live, toasts) = (use_live(), use_toasts());
    follow(move |notice| {
        if !notice.quiet {
            toasts.info(words(&notice));
        }
    });
    let count = Memo::new(move |_| live.unread().notices);
    let name = move || say!(notices.bell, count = counted(count.get()));
    view! {
        <span class="bell">
            <a class="button ghost bare" href="/account/notifications" aria-label=name title=name>
                <IconView icon=Icon::Bell/>
            </a>
            {move || (count.get() > 0).then(|| view! {
                <span class="bell-count figures" aria-hidden="true">{counted(count.get())}</span>
            })}
            <span class="hidden-visually" role="status">{move || (count.get() > 0).then(name)}</span>
        </span>
    }
}
