//! Theme and language.

use leptos::prelude::*;

use super::{LanguageMenu, ThemeMenu};
use crate::i18n::tr;
use crate::ui::kit::Specimen;

/// Theme and language.
#[component]
pub fn Demo() -> impl IntoView {
    view! { <Specimen title=tr!(kit.preferences)><div class="row"><ThemeMenu/><LanguageMenu/></div></Specimen> }
}
