//! One's own account: a chunk of its own.

mod account_page;
mod avatar_card;
mod data_card;
mod delete_dialog;
mod email_card;
mod keys;
mod links_card;
mod password_card;
mod phone_card;
mod privacy_card;
mod profile_card;
mod security;
mod sessions_card;

use leptos::prelude::*;

use super::Area;
use crate::components::arrival::chunk;

/// The pages of one's own account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AccountPage {
    /// Profile, email, password, sessions.
    #[default]
    Overview,
    /// The second factor.
    Security,
    /// API keys.
    Keys,
}

impl AccountPage {
    /// The page of this word after `/account`.
    pub fn named(word: Option<&str>) -> Option<Self> {
        match word {
            None => Some(Self::Overview),
            Some("security") => Some(Self::Security),
            Some("keys") => Some(Self::Keys),
            Some(_) => None,
        }
    }
}

fn show(area: Area) -> AnyView {
    match area {
        Area::Account(AccountPage::Security) => view! { <security::SecurityPage/> }.into_any(),
        Area::Account(AccountPage::Keys) => view! { <keys::KeysPage/> }.into_any(),
        _ => view! { <account_page::Page/> }.into_any(),
    }
}

chunk! {
    /// Profile, password, sessions, second factor, keys.
    pub(super) account: Area => show
}
