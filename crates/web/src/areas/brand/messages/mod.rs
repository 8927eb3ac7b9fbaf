//! The messages of a brand: the inbox, and the thread that the address names in it.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::id::BrandId;

use crate::areas::brand::shell::workspace::use_workspace;
use crate::components::conversation::{Inbox, Place};

/// The page.
#[component]
pub fn MessagesPage(
    /// Whose.
    brand: BrandId,
) -> impl IntoView {
    let workspace = use_workspace();
    let may = Signal::derive(move || workspace.may(BrandRole::Member));
    view! { <Inbox place=Place::Brand(brand) may/> }
}
