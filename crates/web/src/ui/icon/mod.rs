//! Small drawings beside words. They say nothing to a screen reader: the word beside them does.

pub mod demo;
mod shapes;

use leptos::prelude::*;

pub use shapes::Icon;

/// Draws an icon in the colour of the text around it.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
    /// Another class beside `icon`, such as `large` or `spin`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg
            class=format!("icon {class}")
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
            inner_html=icon.shape()
        ></svg>
    }
}
