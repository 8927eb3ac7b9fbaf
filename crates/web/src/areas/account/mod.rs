//! One's own account: a chunk for each of its pages.

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
use crate::components::arrival::{Arriving, chunk};

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

/// Fetches the chunk that shows a page of one's own account.
pub fn fetch(page: AccountPage) -> Arriving<Area> {
    match page {
        AccountPage::Overview => Box::pin(account()),
        AccountPage::Security => Box::pin(second_factor()),
        AccountPage::Keys => Box::pin(api_keys()),
    }
}

fn show_account(_: Area) -> AnyView {
    view! { <account_page::Page/> }.into_any()
}

fn show_security(_: Area) -> AnyView {
    view! { <security::SecurityPage/> }.into_any()
}

fn show_keys(_: Area) -> AnyView {
    view! { <keys::KeysPage/> }.into_any()
}

chunk! {
    /// Profile, ways to sign in, sessions, data.
    account: Area => show_account
}

chunk! {
    /// The second factor.
    second_factor: Area => show_security
}

chunk! {
    /// API keys.
    api_keys: Area => show_keys
}
