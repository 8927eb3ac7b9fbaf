//! The logo of a brand, or the letters of its name.

use leptos::prelude::*;
use shared::id::MediaId;
use shared::identity::Avatar;

use crate::components::avatar::AvatarView;

/// A picture with round corners. It stands beside the name, so that it needs no words of its own unless `alt` gives some.
#[component]
pub fn BrandLogo(
    /// The logo, if there is one.
    logo: Option<MediaId>,
    /// The brand's name.
    #[prop(into)]
    name: String,
    /// Its width on the screen: 24, 32, 48, 96 or 160.
    pixels: u16,
    /// What it is called, where no name stands beside it.
    #[prop(optional, into)]
    alt: String,
) -> impl IntoView {
    view! {
        <span class="brand-logo">
            <AvatarView avatar=logo.map(|id| Avatar::Upload { id }) name pixels alt/>
        </span>
    }
}
