//! The page that shows the kit.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::ui::trail::PageHead;
use crate::ui::{
    button, card, chart, code, form, icon, overlay, preferences, progress, state, status, table, tabs, toast,
};

pub(super) fn page_view() -> AnyView {
    view! { <Kit/> }.into_any()
}

/// Every component in all its states.
#[component]
fn Kit() -> impl IntoView {
    view! {
        <main id="main" class="page kit" tabindex="-1">
            <PageHead title=tr!(kit.title) text=tr!(kit.text)/>
            <div class="kit-grid">
                {[
                    view! { <button::demo::Demo/> }.into_any(),
                    view! { <status::demo::Demo/> }.into_any(),
                    view! { <form::demo::Demo/> }.into_any(),
                    view! { <state::demo::Demo/> }.into_any(),
                    view! { <card::demo::Demo/> }.into_any(),
                    view! { <table::demo::Demo/> }.into_any(),
                    view! { <overlay::demo::Demo/> }.into_any(),
                    view! { <toast::demo::Demo/> }.into_any(),
                    view! { <tabs::demo::Demo/> }.into_any(),
                    view! { <progress::demo::Demo/> }.into_any(),
                    view! { <code::demo::Demo/> }.into_any(),
                    view! { <chart::demo::Demo/> }.into_any(),
                    view! { <preferences::demo::Demo/> }.into_any(),
                    view! { <icon::demo::Demo/> }.into_any(),
                ].collect_view()}
            </div>
        </main>
    }
}
