//! The frame of one component on the page of the kit.

use leptos::prelude::*;

use crate::ui::text::Text;

/// One component in all its states.
#[component]
pub fn Specimen(
    /// Its name.
    #[prop(into)]
    title: Text,
    /// Its states.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{title.read()}</h2>
            {children()}
        </section>
    }
}
