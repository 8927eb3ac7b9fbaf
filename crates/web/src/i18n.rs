//! The texts, in the language chosen. Every text comes from `locales/`; a missing or misspelt key stops the build.

#[expect(
    dead_code,
    unused_imports,
    unused_qualifications,
    clippy::expect_used,
    reason = "generated, and meant for every use"
)]
mod texts {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use shared::identity;

use crate::browser;

pub use texts::i18n::Locale;

const STORED: &str = "avenue.language";

thread_local! {
    static CHOSEN: ArcRwSignal<Locale> = ArcRwSignal::new(first_choice());
}

/// The language of the page. Read inside a view's closure it keeps the view in step; read in an event handler it is
/// simply the language now.
pub fn locale() -> Locale {
    let followed = Observer::get().is_some();
    CHOSEN.with(|chosen| if followed { chosen.get() } else { chosen.get_untracked() })
}

/// Changes the language of the page and remembers it on this device.
pub fn choose(locale: Locale) {
    browser::store(STORED, code(locale));
    CHOSEN.with(|chosen| chosen.set(locale));
}

/// Tells the document which language it is in, for screen readers and hyphenation.
fn tell_document(locale: Locale) {
    if let Some(root) = document().document_element() {
        browser::ignore(root.set_attribute("lang", code(locale)));
    }
}

/// Keeps the document's language in step with the choice.
pub fn keep_document_in_step() {
    Effect::new(|_| tell_document(locale()));
}

/// The language's code: `es` or `en`.
pub const fn code(locale: Locale) -> &'static str {
    match locale {
        Locale::es => "es",
        Locale::en => "en",
    }
}

/// The same language as the API names it.
pub const fn to_shared(locale: Locale) -> identity::Locale {
    match locale {
        Locale::es => identity::Locale::Es,
        Locale::en => identity::Locale::En,
    }
}

/// The language that an account prefers, as the app names it.
pub const fn from_shared(locale: identity::Locale) -> Locale {
    match locale {
        identity::Locale::Es => Locale::es,
        identity::Locale::En => Locale::en,
    }
}

/// What was chosen here before, else what the browser prefers, else Spanish.
fn first_choice() -> Locale {
    let wanted = browser::stored(STORED)
        .or_else(|| window().navigator().language())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if wanted.starts_with("en") { Locale::en } else { Locale::es }
}

/// A text without variables, as a function that views can keep: `tr!(common.save)`.
macro_rules! tr {
    ($($key:tt)+) => {{
        const TEXT: fn() -> &'static str = || leptos_i18n::td_string!($crate::i18n::locale(), $($key)+);
        TEXT
    }};
}

/// A text right now, with or without variables: `say!(backups.collections, count = "34")`.
macro_rules! say {
    ($($key:tt)+) => { leptos_i18n::td_string!($crate::i18n::locale(), $($key)+) };
}

pub(crate) use {say, tr};
