//! Fields that take a choice.

use std::sync::Arc;

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

/// The choices of a list, which may depend on something else.
#[derive(Clone)]
pub struct Options(Arc<dyn Fn() -> Vec<SelectOption> + Send + Sync>);

impl Options {
    /// Choices that depend on what the closure reads.
    pub fn live(options: impl Fn() -> Vec<SelectOption> + Send + Sync + 'static) -> Self {
        Self(Arc::new(options))
    }
}

impl From<Vec<SelectOption>> for Options {
    fn from(options: Vec<SelectOption>) -> Self {
        Self::live(move || options.clone())
    }
}

/// The list itself: one is chosen, and another can be.
#[component]
pub fn Choices(
    /// The choices.
    options: Options,
    /// The chosen one.
    value: Signal<String>,
    /// Another one was chosen.
    on_change: Callback<String>,
    /// Its id, where a label or a text stands apart from it.
    #[prop(optional)]
    id: Option<String>,
    /// Its name in a form.
    #[prop(optional)]
    name: Option<&'static str>,
    /// The id of what describes it.
    #[prop(optional_no_strip)]
    described: Option<String>,
) -> impl IntoView {
    let list = options.clone();
    view! {
        <select
            id=id
            class="input"
            name=name
            aria-describedby=described
            // Also when the choices change: the chosen one may only then be among them.
            prop:value=move || { drop((options.0)()); value.get() }
            on:change=move |event| on_change.run(event_target_value(&event))
        >
            {move || (list.0)().into_iter().map(|option| {
                let chosen = option.value == value.get_untracked();
                view! { <option value=option.value selected=chosen>{option.label.read()}</option> }
            }).collect_view()}
        </select>
    }
}

/// One of a list, as part of a form.
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
    options: Options,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
) -> impl IntoView {
    let id = form.field_id(name);
    let described = help.map(|_| format!("{id}-help"));
    view! {
        <Field form name label help>
            <Choices options value=value.into() on_change=Callback::new(move |chosen| value.set(chosen)) id name described/>
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
            <input type="checkbox" disabled=disabled prop:checked=value on:change=move |event| value.set(event_target_checked(&event))/>
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
            <input type="checkbox" role="switch" class="switch" prop:checked=value on:change=move |event| value.set(event_target_checked(&event))/>
            <span class="check-text">
                <span>{label.read()}</span>
                {help.map(|help| view! { <span class="field-help">{help.read()}</span> })}
            </span>
        </label>
    }
}
