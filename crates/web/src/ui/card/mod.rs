//! Cards, figures and lists of facts.

pub mod demo;

use leptos::prelude::*;

use crate::ui::text::Text;

/// A frame around things that belong together.
#[component]
pub fn Card(
    /// What they are.
    #[prop(optional, into)]
    title: Option<Text>,
    /// One sentence on them.
    #[prop(optional, into)]
    text: Option<Text>,
    /// What can be done with them, beside the title.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Without inner space, for tables.
    #[prop(optional)]
    flush: bool,
    /// The things.
    children: Children,
) -> impl IntoView {
    let head = title.is_some() || actions.is_some();
    view! {
        <section class="card" class:flush=flush>
            {head.then(|| view! {
                <div class="card-head">
                    <div class="grow">
                        {title.map(|title| view! { <h2 class="card-title">{title.read()}</h2> })}
                        {text.map(|text| view! { <p class="card-text">{text.read()}</p> })}
                    </div>
                    {actions.map(|actions| view! { <div class="row tight">{actions.run()}</div> })}
                </div>
            })}
            <div class="card-body">{children()}</div>
        </section>
    }
}

/// One figure with its name; it leads to what it counts.
#[component]
pub fn Stat(
    /// What it counts.
    #[prop(into)]
    label: Text,
    /// The figure.
    #[prop(into)]
    value: Text,
    /// A word on it.
    #[prop(optional, into)]
    note: Option<Text>,
    /// Where what it counts is.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let body = view! {
        <span class="stat-label">{label.read()}</span>
        <span class="stat-value figures">{value.read()}</span>
        {note.map(|note| view! { <span class="stat-note">{note.read()}</span> })}
    };
    match href {
        Some(href) => view! { <a class="stat" href=href>{body}</a> }.into_any(),
        None => view! { <div class="stat">{body}</div> }.into_any(),
    }
}

/// A list of facts: name and value.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact.
#[component]
pub fn Fact(
    /// Its name.
    #[prop(into)]
    label: Text,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! { <div class="fact"><dt>{label.read()}</dt><dd>{children()}</dd></div> }
}
