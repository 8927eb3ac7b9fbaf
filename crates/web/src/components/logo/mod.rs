//! The mark of Avenue.

use leptos::prelude::*;

/// The mark: an A whose bar is a road.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="logo-ground" width="32" height="32" rx="8"></rect>
            <path class="logo-letter" d="M16 6 6.5 26h4.2L16 14.2 21.3 26h4.2z"></path>
            <path class="logo-road" d="M16 18.5v7.5" stroke-width="2" stroke-dasharray="2.4 2"></path>
        </svg>
    }
}
