//! Tabs inside a page. Arrow keys move between them; the chosen one is the page's to keep, usually in the URL.

pub mod demo;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser;
use crate::ui::text::Text;

/// One tab.
#[derive(Clone, Copy)]
pub struct Tab {
    /// Its key.
    pub key: &'static str,
    /// What the person sees.
    pub label: Text,
}

impl Tab {
    /// A tab.
    pub fn new(key: &'static str, label: impl Into<Text>) -> Self {
        Self { key, label: label.into() }
    }
}

/// A row of tabs over one panel.
#[component]
pub fn Tabs(
    /// What the tabs are about, for screen readers.
    #[prop(into)]
    label: Text,
    /// The tabs.
    tabs: Vec<Tab>,
    /// The key of the chosen one.
    #[prop(into)]
    chosen: Signal<String>,
    /// Another one was chosen.
    on_choose: Callback<&'static str>,
    /// The panel of the chosen one.
    children: Children,
) -> impl IntoView {
    let keys: Vec<&'static str> = tabs.iter().map(|tab| tab.key).collect();
    let move_focus = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => keys.len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        let current = chosen.get_untracked();
        let at = keys.iter().position(|key| *key == current).unwrap_or_default();
        if let Some(next) = (at + step).checked_rem(keys.len()).and_then(|next| keys.get(next)) {
            on_choose.run(next);
            let id = format!("tab-{next}");
            request_animation_frame(move || browser::focus(&id));
        }
    };
    // On a phone the row is wider than the screen.
    browser::watch(move || {
        let id = format!("tab-{}", chosen.get());
        request_animation_frame(move || browser::centre(&id));
    });
    view! {
        <div class="tabs" role="tablist" aria-label=label.read() on:keydown=move_focus>
            {tabs.into_iter().map(|tab| {
                let is_chosen = Memo::new(move |_| chosen.get() == tab.key);
                view! {
                    <button
                        type="button"
                        role="tab"
                        class="tab"
                        id=format!("tab-{}", tab.key)
                        aria-selected=move || if is_chosen.get() { "true" } else { "false" }
                        aria-controls=move || is_chosen.get().then_some("tab-panel")
                        tabindex=move || if is_chosen.get() { "0" } else { "-1" }
                        on:click=move |_| on_choose.run(tab.key)
                    >
                        {tab.label.read()}
                    </button>
                }
            }).collect_view()}
        </div>
        <div role="tabpanel" class="tab-panel" id="tab-panel" aria-labelledby=move || format!("tab-{}", chosen.get())>
            {children()}
        </div>
    }
}
