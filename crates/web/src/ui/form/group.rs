//! Controls that answer one question together, such as a list of boxes.

use leptos::prelude::*;

use super::Form;
use super::state::Registered;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// The frame of several controls under one name: legend and help above, error below. The summary of errors leads to it.
#[component]
pub fn Group(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// What would be right.
    #[prop(optional, into)]
    wrong: Option<Text>,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    form.register(Registered { name, label, wrong });
    let id = form.field_id(name);
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let error = Memo::new(move |_| form.error(name));
    view! {
        <fieldset
            id=id
            class="field"
            class:wrong=move || error.with(Option::is_some)
            tabindex="-1"
            aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
        >
            <legend class="field-label">{label.read()}</legend>
            {help.map(|help| view! { <p class="field-help">{help.read()}</p> })}
            {children()}
            <p class="field-error" id=error_id>
                {move || error.get().map(|error| view! { <IconView icon=Icon::CircleAlert class="small"/>{error} })}
            </p>
        </fieldset>
    }
}
