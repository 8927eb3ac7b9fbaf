//! The whole set.

use leptos::prelude::*;

use super::{Icon, IconView};
use crate::i18n::tr;
use crate::ui::kit::Specimen;

/// The whole set.
#[component]
pub fn Demo() -> impl IntoView {
    view! {
        <Specimen title=tr!(kit.icons)>
            <div class="row">{Icon::ALL.iter().map(|icon| view! { <IconView icon=*icon/> }).collect_view()}</div>
        </Specimen>
    }
}
