//! Tabs.

use leptos::prelude::*;

use super::{Tab, Tabs};
use crate::i18n::tr;
use crate::ui::kit::Specimen;

/// Two tabs.
#[component]
pub fn Demo() -> impl IntoView {
    let chosen = RwSignal::new("a".to_owned());
    view! {
        <Specimen title=tr!(kit.tabs)>
            <Tabs
                label=tr!(kit.tabs)
                tabs=vec![Tab::new("a", tr!(kit.sample_label)), Tab::new("b", tr!(kit.sample_email))]
                chosen=chosen
                on_choose=Callback::new(move |key: &'static str| chosen.set(key.to_owned()))
            >
                <p class="soft">{move || chosen.get().to_uppercase()}</p>
            </Tabs>
        </Specimen>
    }
}
