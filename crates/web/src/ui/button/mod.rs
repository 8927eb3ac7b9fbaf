//! Buttons, and links that look like them.

pub mod demo;

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one main action of a page or a form.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Beside something, without a frame.
    Ghost,
    /// What cannot be undone.
    Danger,
    /// The direct backup: safe, and meant to be found.
    Good,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Ghost => "button ghost",
            Self::Danger => "button danger",
            Self::Good => "button good",
        }
    }
}

/// A button. While it is busy it keeps its size, says so and takes no second press.
#[component]
pub fn Button(
    /// What it does: an infinitive.
    #[prop(into)]
    text: Text,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// A drawing before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Shows only the drawing; the text is its name.
    #[prop(optional)]
    bare: bool,
    /// For tables and bars.
    #[prop(optional)]
    small: bool,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// Work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What to do.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked()
            && let Some(on_press) = on_press
        {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:small=small
            class:bare=bare
            class:busy=busy
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-label=move || bare.then(|| text.get())
            title=move || bare.then(|| text.get())
            on:click=press
        >
            {icon.map(|icon| view! { <IconView icon class="small"/> })}
            {(!bare).then(|| view! { <span class="button-text">{text.read()}</span> })}
            {move || busy.get().then(|| view! { <span class="button-busy"><IconView icon=Icon::LoaderCircle class="small spin"/></span> })}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// What it leads to.
    #[prop(into)]
    text: Text,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// A drawing before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// For tables and bars.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class() class:small=small href=href>
            {icon.map(|icon| view! { <IconView icon class="small"/> })}
            <span class="button-text">{text.read()}</span>
        </a>
    }
}
