//! A creator's messages: the inbox, and the thread that the address names in it.

use leptos::prelude::*;

use crate::areas::Area;
use crate::components::arrival::{Arriving, chunk};
use crate::components::conversation::{Inbox, Place};
use crate::components::guard::{Audience, Guard};

/// Fetches the chunk that shows the inbox.
pub fn fetch() -> Arriving<Area> {
    Box::pin(messages())
}

fn show(_: Area) -> AnyView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page" tabindex="-1"><Inbox place=Place::Creator/></main>
        </Guard>
    }
    .into_any()
}

chunk! {
    /// One's messages as a creator.
    messages: Area => show
}
