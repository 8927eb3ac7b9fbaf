//! Short notices that something happened, announced to screen readers, with undo where there is one.

pub mod demo;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use crate::api::ApiProblem;
use crate::browser::{ignore, watch};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::Tone;
use crate::ui::text::Text;

const SHOWN: Duration = Duration::from_secs(7);
/// How many there are at once: more would cover what somebody works at.
const AT_ONCE: usize = 3;

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    undo: Option<(Text, Callback<()>)>,
}

/// The notices on screen. Copy it freely.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Makes notices possible for every component below.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// The notices of the app.
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// Something went as it should.
    pub fn good(self, text: impl Into<String>) {
        self.push(Tone::Good, text.into(), None);
    }

    /// Something went as it should, and can be taken back.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(Tone::Good, text.into(), Some((tr!(common.undo).into(), Callback::new(move |()| undo()))));
    }

    /// Worth knowing.
    pub fn info(self, text: impl Into<String>) {
        self.push(Tone::Info, text.into(), None);
    }

    /// A request failed.
    pub fn problem(self, problem: &ApiProblem) {
        let text = match &problem.detail {
            Some(detail) => format!("{} {detail}", problem.title()),
            None => problem.title(),
        };
        self.bad(text);
    }

    /// Something went wrong.
    pub fn bad(self, text: impl Into<String>) {
        self.push(Tone::Bad, text.into(), None);
    }

    fn push(self, tone: Tone, text: String, undo: Option<(Text, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.list.update(|list| push(list, Toast { id, tone, text, undo }));
        // What went wrong stays until it was read. Over a dialog, outside of which nothing can be pressed, it goes by itself.
        if tone != Tone::Bad {
            set_timeout(move || self.close(id), SHOWN);
        } else if matches!(document().query_selector("dialog[open]"), Ok(Some(_))) {
            set_timeout(move || self.close(id), SHOWN.saturating_mul(2));
        }
    }

    fn close(self, id: u32) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Adds a notice below the others. One that says the same goes, and of too many the oldest that is no failure, which
/// stays until it was read.
fn push(list: &mut Vec<Toast>, toast: Toast) {
    list.retain(|other| (other.tone, &other.text) != (toast.tone, &toast.text));
    list.push(toast);
    if list.len() > AT_ONCE {
        let before = list.iter().take(AT_ONCE);
        let oldest = before.enumerate().find(|(_, other)| other.tone != Tone::Bad).map_or(0, |(at, _)| at);
        list.remove(oldest);
    }
}

/// Where the notices appear: once, in the app.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let region = NodeRef::<html::Div>::new();
    // A dialog lies over everything but what was shown over it later.
    watch(move || {
        let some = toasts.list.with(|list| !list.is_empty());
        if let Some(region) = region.get() {
            ignore(region.hide_popover());
            if some {
                ignore(region.show_popover());
            }
        }
    });
    view! {
        <div node_ref=region class="toasts" popover="manual" role="region" aria-live="polite" aria-label=tr!(common.notices)>
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                {toast_view(toasts, toast)}
            </For>
        </div>
    }
}

fn toast_view(toasts: Toasts, toast: Toast) -> impl IntoView {
    let id = toast.id;
    view! {
        <div class=format!("toast {}", toast.tone.class())>
            <span class="toast-icon"><IconView icon=toast.tone.icon()/></span>
            <p class="grow breakable">{toast.text}</p>
            {toast.undo.map(|(text, undo)| view! {
                <Button text small=true on_press=move |()| { undo.run(()); toasts.close(id); }/>
            })}
            <Button text=tr!(common.close) icon=Icon::X bare=true small=true kind=Kind::Ghost on_press=move |()| toasts.close(id)/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn after(said: &[(Tone, &str)]) -> Vec<String> {
        let mut list = Vec::new();
        for (id, (tone, text)) in (0..).zip(said) {
            push(&mut list, Toast { id, tone: *tone, text: (*text).to_owned(), undo: None });
        }
        list.into_iter().map(|toast| toast.text).collect()
    }

    #[wasm_bindgen_test]
    fn few_are_shown_at_once_and_none_twice() {
        use Tone::{Bad, Good};
        assert_eq!(after(&[(Good, "a"), (Good, "b"), (Good, "a")]), ["b", "a"]);
        assert_eq!(after(&[(Good, "a"), (Good, "b"), (Good, "c"), (Good, "d")]), ["b", "c", "d"]);
        assert_eq!(after(&[(Bad, "x"), (Good, "b"), (Good, "c"), (Good, "d")]), ["x", "c", "d"]);
        assert_eq!(after(&[(Bad, "x"), (Bad, "y"), (Bad, "z"), (Good, "d")]), ["y", "z", "d"]);
    }
}
