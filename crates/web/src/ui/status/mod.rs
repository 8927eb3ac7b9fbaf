//! Badges and verdicts: a meaning in a colour, an icon and a word.

pub mod demo;

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// What something means for the reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Proven or done.
    Good,
    /// Needs a look.
    Attention,
    /// Failed.
    Bad,
    /// Worth knowing.
    Info,
    /// Nothing in particular.
    #[default]
    Neutral,
}

impl Tone {
    /// The class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Neutral => "neutral",
        }
    }

    /// The drawing that says the same without colour.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Good => Icon::CircleCheck,
            Self::Attention => Icon::TriangleAlert,
            Self::Bad => Icon::CircleX,
            Self::Info => Icon::Info,
            Self::Neutral => Icon::Clock,
        }
    }
}

/// A word that says where something stands.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    text: Text,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Another drawing than the meaning's own; none for a neutral word.
    #[prop(optional)]
    icon: Option<Icon>,
) -> impl IntoView {
    let icon = icon.or_else(|| (tone != Tone::Neutral).then(|| tone.icon()));
    view! {
        <span class=format!("badge {}", tone.class())>
            {icon.map(|icon| view! { <IconView icon class="small"/> })}
            {text.read()}
        </span>
    }
}

/// A finding in one sentence with its figures. Green only when proven.
#[component]
pub fn Verdict(
    /// The sentence.
    #[prop(into)]
    text: Text,
    /// What it means.
    tone: Tone,
    /// What else belongs to it: facts, buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("verdict {}", tone.class())>
            <span class="verdict-icon">
                <IconView icon=if tone == Tone::Good { Icon::ShieldCheck } else { tone.icon() } class="large"/>
            </span>
            <div class="verdict-body">
                <p class="verdict-text figures">{text.read()}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
