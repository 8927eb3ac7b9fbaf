//! Lists whose lines are added, put in order and taken away before they are kept as a whole.

use leptos::prelude::*;

use crate::i18n::say;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::text::Text;

/// A line of such a list.
pub trait Line: Copy + Send + Sync + 'static {
    /// What tells it apart from every other line, whatever is typed in it.
    fn key(&self) -> u32;
}

/// The lines in their order. Copy it freely.
pub struct Lines<L: 'static> {
    all: RwSignal<Vec<L>>,
    next: StoredValue<u32>,
}

impl<L: 'static> Clone for Lines<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: 'static> Copy for Lines<L> {}

impl<L: Line> Lines<L> {
    /// No lines yet.
    pub fn new() -> Self {
        Self { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Adds a line at the end, made with the key that it gets.
    pub fn add(self, make: impl FnOnce(u32) -> L) {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        let line = make(key);
        self.all.update(|all| all.push(line));
    }

    /// Forgets all lines.
    pub fn clear(self) {
        self.all.set(Vec::new());
    }

    /// The lines; tracked.
    pub fn get(self) -> Vec<L> {
        self.all.get()
    }

    /// The lines now.
    pub fn now(self) -> Vec<L> {
        self.all.get_untracked()
    }

    /// How many there are; tracked.
    pub fn count(self) -> usize {
        self.all.with(Vec::len)
    }

    fn place(self, key: u32) -> Option<usize> {
        self.all.with(|all| all.iter().position(|line| line.key() == key))
    }

    fn remove(self, key: u32) {
        self.all.update(|all| all.retain(|line| line.key() != key));
    }

    /// Changes places with the line before, or with the one after.
    fn shift(self, key: u32, up: bool) {
        let Some(at) = untrack(|| self.place(key)) else { return };
        let to = if up { at.checked_sub(1) } else { at.checked_add(1) };
        self.all.update(|all| {
            if let Some(to) = to.filter(|to| *to < all.len()) {
                all.swap(at, to);
            }
        });
    }
}

/// The buttons of a line: up, down, away.
#[component]
pub fn LineTools<L: Line>(
    /// The list.
    lines: Lines<L>,
    /// The line.
    key: u32,
    /// What the line is about, for screen readers.
    name: Text,
) -> impl IntoView {
    let first = Signal::derive(move || lines.place(key) == Some(0));
    let last =
        Signal::derive(move || lines.place(key).is_none_or(|at| at.saturating_add(1) == lines.count()));
    view! {
        <div class="line-tools">
            <Button text=Text::live(move || say!(creator.line_up, name = name.get())) icon=Icon::ChevronUp bare=true small=true kind=Kind::Ghost disabled=first on_press=move |()| lines.shift(key, true)/>
            <Button text=Text::live(move || say!(creator.line_down, name = name.get())) icon=Icon::ChevronDown bare=true small=true kind=Kind::Ghost disabled=last on_press=move |()| lines.shift(key, false)/>
            <Button text=Text::live(move || say!(creator.line_remove, name = name.get())) icon=Icon::Trash2 bare=true small=true kind=Kind::Ghost on_press=move |()| lines.remove(key)/>
        </div>
    }
}

/// The button that adds a line, and how many there are.
#[component]
pub fn AddLine<L: Line>(
    /// The list.
    lines: Lines<L>,
    /// What the button says.
    #[prop(into)]
    text: Text,
    /// The most lines.
    most: usize,
    /// Adds one.
    on_add: Callback<()>,
) -> impl IntoView {
    let full = Signal::derive(move || lines.count() >= most);
    let count = move || say!(creator.lines_of, count = lines.count().to_string(), most = most.to_string());
    view! {
        <div class="row between">
            <Button text icon=Icon::Plus disabled=full on_press=on_add/>
            <span class="small quiet figures">{count}</span>
        </div>
    }
}
