//! One's own account: a chunk of its own.

mod account_page;
mod avatar_card;
mod data_card;
mod delete_dialog;
mod email_card;
mod password_card;
mod privacy_card;
mod profile_card;
mod sessions_card;

use leptos::prelude::*;

use super::Area;
use crate::components::arrival::chunk;

fn show(_: Area) -> AnyView {
    view! { <account_page::Page/> }.into_any()
}

chunk! {
    /// Profile, password, sessions.
    pub(super) account: Area => show
}
