//! What the figures of one's posts add up to.

use leptos::prelude::*;

use crate::components::figures::{Dashboard, Whose};
use crate::i18n::tr;

/// The page.
#[component]
pub fn FiguresPage() -> impl IntoView {
    view! {
        <div class="stack">
            <p class="soft">{tr!(metrics.page_creator)}</p>
            <Dashboard of=Whose::Mine/>
        </div>
    }
}
