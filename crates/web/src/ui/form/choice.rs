//! Fields that take a choice.

use leptos::prelude::*;

use super::{Field, Form};
use crate::ui::text::Text;

/// One choice of a list.
#[derive(Clone)]
pub struct SelectOption {
    /// What is kept.
    pub value: String,
    /// What the person sees.
    pub label: Text,
}

impl SelectOption {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<Text>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of a list.
#[component]
pub fn Select(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// What is chosen.
    value: RwSignal<String>,
    /// The list.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
) -> impl IntoView {
    view! {
        <Field form name label help>
            <select
                id=form.field_id(name)
                class="input"
                name=name
                aria-describedby=help.map(|_| format!("{}-help", form.field_id(name)))
                prop:value=move || { options.track(); value.get() }
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || options.get().into_iter().map(|option| {
                    let chosen = option.value == value.get_untracked();
                    view! { <option value=option.value selected=chosen>{option.label.read()}</option> }
                }).collect_view()}
            </select>
        </Field>
    }
}

/// Yes or no, as part of a form.
#[component]
pub fn Checkbox(
    /// What is agreed to.
    #[prop(into)]
    label: Text,
    /// Whether it is.
    value: RwSignal<bool>,
    /// A word on what it means.
    #[prop(optional, into)]
    help: Option<Text>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" disabled=disabled bind:checked=value/>
            <span class="check-text">
                <span>{label.read()}</span>
                {help.map(|help| view! { <span class="field-help">{help.read()}</span> })}
            </span>
        </label>
    }
}

/// Something that is on or off.
#[component]
pub fn Switch(
    /// What it turns on.
    #[prop(into)]
    label: Text,
    /// Whether it is on.
    value: RwSignal<bool>,
    /// A word on what it means.
    #[prop(optional, into)]
    help: Option<Text>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" role="switch" class="switch" bind:checked=value/>
            <span class="check-text">
                <span>{label.read()}</span>
                {help.map(|help| view! { <span class="field-help">{help.read()}</span> })}
            </span>
        </label>
    }
}
