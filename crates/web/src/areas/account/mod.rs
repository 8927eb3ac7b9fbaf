//! One's own account: a chunk for each of its pages.

mod account_page;
mod avatar_card;
mod creator_card;
mod data_card;
mod delete_dialog;
mod email_card;
mod keys;
mod links_card;
mod notices_card;
mod notifications;
mod password_card;
mod phone_card;
mod privacy_card;
mod profile_card;
mod reports;
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
    /// What one was told.
    Notices,
    /// How one wants to be told.
    NoticeSettings,
    /// What one reported.
    Reports,
}

impl AccountPage {
    /// The page of these words after `/account`.
    pub fn named(page: Option<&str>, part: Option<&str>) -> Option<Self> {
        match (page, part) {
            (None, None) => Some(Self::Overview),
            (Some("security"), None) => Some(Self::Security),
            (Some("keys"), None) => Some(Self::Keys),
            (Some("reports"), None) => Some(Self::Reports),
            (Some("notifications"), None) => Some(Self::Notices),
            (Some("notifications"), Some("settings")) => Some(Self::NoticeSettings),
            _ => None,
        }
    }
}

/// Fetches the chunk that shows a page of one's own account.
pub fn fetch(page: AccountPage) -> Arriving<Area> {
    match page {
        AccountPage::Overview => Box::pin(account()),
        AccountPage::Security => Box::pin(second_factor()),
        AccountPage::Keys => Box::pin(api_keys()),
        AccountPage::Notices => Box::pin(notices()),
        AccountPage::NoticeSettings => Box::pin(notice_settings()),
        AccountPage::Reports => Box::pin(own_reports()),
    }
}

fn show_account(_: Area) -> AnyView {
    view! { <account_page::Page/> }.into_any()
}

fn show_security(_: Area) -> AnyView {
    view! { <security::SecurityPage/> }.into_any()
}

fn show_notices(_: Area) -> AnyView {
    view! { <notifications::NoticesPage/> }.into_any()
}

fn show_notice_settings(_: Area) -> AnyView {
    view! { <notifications::SettingsPage/> }.into_any()
}

fn show_reports(_: Area) -> AnyView {
    view! { <reports::ReportsPage/> }.into_any()
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

chunk! {
    /// What one was told.
    notices: Area => show_notices
}

chunk! {
    /// How one wants to be told.
    notice_settings: Area => show_notice_settings
}

chunk! {
    /// What one reported.
    own_reports: Area => show_reports
}
