//! Creators as everybody finds and sees them: the list, and the media kit of one.

mod card;
mod kit_page;
mod kit_parts;
mod list_page;

use leptos::prelude::*;

use super::Area;

pub(super) use card::card;

/// The list of creators.
pub fn show_list(_: Area) -> AnyView {
    view! { <list_page::ListPage/> }.into_any()
}

/// One creator.
pub fn show_kit(_: Area) -> AnyView {
    view! { <kit_page::KitPage/> }.into_any()
}
