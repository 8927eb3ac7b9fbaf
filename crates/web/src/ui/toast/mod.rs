//! Short notices that something happened, announced to screen readers, with undo where there is one.

pub mod demo;

use std::time::Duration;

use leptos::prelude::*;

use crate::api::ApiProblem;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::Tone;
use crate::ui::text::Text;

const SHOWN: Duration = Duration::from_secs(7);

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
        self.list.update(|list| list.push(Toast { id, tone, text, undo }));
        // What went wrong stays until it was read.
        if tone != Tone::Bad {
            set_timeout(move || self.close(id), SHOWN);
        }
    }

    fn close(self, id: u32) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Where the notices appear: once, in the app.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="region" aria-live="polite" aria-label=tr!(common.notices)>
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
