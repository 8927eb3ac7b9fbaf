//! A text that a component shows: a key of the locale files, a fixed word, or something that changes.

use leptos::prelude::*;

/// A text that follows the language and can be copied freely.
#[derive(Clone, Copy)]
pub enum Text {
    /// A text of the locale files: `tr!(common.save)`.
    Key(fn() -> &'static str),
    /// A word that is the same in every language, such as a name.
    Fixed(&'static str),
    /// A text that depends on something else.
    Live(Signal<String>),
}

impl Text {
    /// A text computed from what the closure reads.
    pub fn live(text: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self::Live(Signal::derive(text))
    }

    /// The text now; tracked when read inside a view.
    pub fn get(self) -> String {
        match self {
            Self::Key(text) => text().to_owned(),
            Self::Fixed(text) => text.to_owned(),
            Self::Live(text) => text.get(),
        }
    }

    /// A function that views and attributes can keep.
    pub fn read(self) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.get()
    }
}

impl From<fn() -> &'static str> for Text {
    fn from(text: fn() -> &'static str) -> Self {
        Self::Key(text)
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Live(Signal::stored(text))
    }
}

impl From<Signal<String>> for Text {
    fn from(text: Signal<String>) -> Self {
        Self::Live(text)
    }
}
