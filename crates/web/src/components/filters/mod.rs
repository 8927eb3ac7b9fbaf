//! The bar above a list. What it is set to lives in the address, so that a list can be kept and sent.

use leptos::html;
use leptos::prelude::*;

use crate::browser::watch;
use crate::ui::form::{Choices, Options};
use crate::ui::text::Text;

/// One of a list of values.
#[component]
pub fn FilterSelect(
    /// What it filters by.
    #[prop(into)]
    label: Text,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// The values.
    #[prop(into)]
    options: Options,
    /// Another one was chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="filter">
            <span class="filter-label">{label.read()}</span>
            <Choices options value on_change/>
        </label>
    }
}

/// Words or a value; it takes effect when the person leaves the field or presses Enter.
#[component]
pub fn FilterText(
    /// What it filters by.
    #[prop(into)]
    label: Text,
    /// What is typed.
    #[prop(into)]
    value: Signal<String>,
    /// `search`, `date` …
    #[prop(default = "search")]
    kind: &'static str,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// Takes effect with every letter; for lists that are on this page already.
    #[prop(optional)]
    live: bool,
    /// Something else was typed.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // Not `prop:value`, which would bring all that properties can be.
    watch(move || {
        let now = value.get();
        if let Some(input) = input.get() {
            input.set_value(&now);
        }
    });
    view! {
        <label class="filter">
            <span class="filter-label">{label.read()}</span>
            <input
                node_ref=input
                class="input"
                type=kind
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                on:input=move |event| if live { on_change.run(event_target_value(&event)) }
                on:change=move |event| on_change.run(event_target_value(&event).trim().to_owned())
            />
        </label>
    }
}
