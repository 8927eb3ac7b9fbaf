//! For addresses that lead nowhere.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::trail::name_tab;

/// Says that there is no such page.
#[component]
pub fn NotFound() -> impl IntoView {
    name_tab(tr!(common.not_found_title).into());
    view! {
        <main id="main" class="not-found" tabindex="-1">
            <p class="display not-found-number" aria-hidden="true">"404"</p>
            <h1 class="display">{tr!(common.not_found_title)}</h1>
            <p class="soft">{tr!(common.not_found_text)}</p>
            <ButtonLink text=tr!(common.go_home) href="/" kind=Kind::Primary/>
        </main>
    }
}
