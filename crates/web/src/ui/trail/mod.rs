//! Where one is: the trail of pages above a title, and the head of a page.

use leptos::prelude::*;

use crate::browser::watch;
use crate::i18n::{locale, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// One step of the trail.
#[derive(Clone)]
pub struct Step {
    /// Its name.
    pub text: Text,
    /// Where it is.
    pub href: String,
}

impl Step {
    /// A step.
    pub fn new(text: impl Into<Text>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// The head of a page: trail, title, one sentence, the main action. It names the browser's tab too.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: Text,
    /// One sentence on the page.
    #[prop(optional, into)]
    text: Option<Text>,
    /// The pages above.
    #[prop(optional)]
    trail: Vec<Step>,
    /// The one main action, and what belongs beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    name_tab(title);
    view! {
        <div class="page-head">
            <div class="grow page-head-words">
                {(!trail.is_empty()).then(|| view! { <Trail steps=trail/> })}
                <h1 class="breakable">{title.read()}</h1>
                {text.map(|text| view! { <p class="page-head-text">{text.read()}</p> })}
            </div>
            {children.map(|children| view! { <div class="row tight">{children()}</div> })}
        </div>
    }
}

/// The pages above, for a page whose title stands elsewhere.
#[component]
pub fn Trail(
    /// They.
    steps: Vec<Step>,
) -> impl IntoView {
    view! {
        <nav aria-label=tr!(common.trail)>
            <ol class="trail" role="list">
                {steps.into_iter().map(|step| view! {
                    <li><a href=step.href>{step.text.read()}</a><IconView icon=Icon::ChevronRight class="small"/></li>
                }).collect_view()}
            </ol>
        </nav>
    }
}

/// Names the browser's tab after the page.
pub fn name_tab(title: Text) {
    watch(move || {
        let _language = locale();
        document().set_title(&format!("{} · Avenue", title.get()));
    });
}
