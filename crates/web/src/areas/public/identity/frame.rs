//! The frame of these pages: one thing asked, in the middle, over the avenue.

use leptos::prelude::*;

use crate::ui::text::Text;
use crate::ui::trail::name_tab;

/// One thing asked.
#[component]
pub fn Frame(
    /// What is asked.
    #[prop(into)]
    title: Text,
    /// One sentence on it.
    #[prop(optional, into)]
    text: Option<Text>,
    /// The form.
    children: Children,
    /// Other ways, below the card.
    #[prop(optional, into)]
    below: Option<ViewFn>,
) -> impl IntoView {
    name_tab(title);
    view! {
        <main id="main" class="gate" tabindex="-1">
            <div class="gate-card">
                <div>
                    <h1 class="display">{title.read()}</h1>
                    {text.map(|text| view! { <p class="soft gate-text">{text.read()}</p> })}
                </div>
                {children()}
            </div>
            {below.map(|below| view! { <p class="gate-below">{below.run()}</p> })}
            <img class="gate-art" src="/static/img/avenida.svg" width="1200" height="445" alt=""/>
        </main>
    }
}
