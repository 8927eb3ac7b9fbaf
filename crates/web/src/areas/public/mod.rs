//! What everybody may see: the site, coming in, and the kit, each in chunks of its own.

mod identity;
mod kit;
mod landing;
mod not_found;
mod profile;

use leptos::prelude::*;

use super::Area;
use crate::components::arrival::{Arriving, chunk};

/// The public pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicPage {
    /// What Avenue is.
    Landing,
    /// Opens an account.
    Register,
    /// Signs in.
    SignIn,
    /// Asks for a link to choose a new password.
    ForgotPassword,
    /// Chooses a new password by that link.
    ResetPassword,
    /// Proves the address by a link.
    VerifyEmail,
    /// Replaces a one-time password.
    ChangePassword,
    /// Takes a new address by a link.
    ConfirmEmail,
    /// Goes back to the old address by a link.
    UndoEmail,
    /// Somebody's public profile, at `/u/<handle>`.
    Profile,
    /// Where somebody arrives who came in through a provider.
    Welcome,
    /// Asks for a phone number.
    Phone,
    /// Shows the kit.
    Kit,
    /// There is no such page.
    Nowhere,
}

impl PublicPage {
    /// The page of that name in the address.
    pub fn named(name: &str) -> Self {
        match name {
            "" => Self::Landing,
            "register" => Self::Register,
            "sign-in" => Self::SignIn,
            "forgot-password" => Self::ForgotPassword,
            "reset-password" => Self::ResetPassword,
            "verify-email" => Self::VerifyEmail,
            "change-password" => Self::ChangePassword,
            "confirm-email" => Self::ConfirmEmail,
            "undo-email" => Self::UndoEmail,
            "welcome" => Self::Welcome,
            "phone" => Self::Phone,
            "kit" => Self::Kit,
            _ => Self::Nowhere,
        }
    }
}

/// Fetches the chunk that shows a page.
pub fn fetch(page: PublicPage) -> Arriving<Area> {
    match page {
        PublicPage::Landing | PublicPage::Nowhere => Box::pin(site()),
        PublicPage::Kit => Box::pin(kit()),
        PublicPage::Profile => Box::pin(profile()),
        PublicPage::Register | PublicPage::SignIn => Box::pin(identity()),
        PublicPage::ForgotPassword | PublicPage::ResetPassword | PublicPage::ChangePassword => {
            Box::pin(recovery())
        }
        PublicPage::VerifyEmail | PublicPage::ConfirmEmail | PublicPage::UndoEmail => Box::pin(mail_link()),
        PublicPage::Welcome | PublicPage::Phone => Box::pin(welcome()),
    }
}

fn show_site(area: Area) -> AnyView {
    match area {
        Area::Public(PublicPage::Landing) => view! { <landing::Landing/> }.into_any(),
        _ => view! { <not_found::NotFound/> }.into_any(),
    }
}

fn show_profile(_: Area) -> AnyView {
    view! { <profile::ProfilePage/> }.into_any()
}

fn show_kit(_: Area) -> AnyView {
    kit::page_view()
}

chunk! {
    /// The landing page, and the page for addresses that lead nowhere.
    site: Area => show_site
}

chunk! {
    /// Register, sign in.
    identity: Area => identity::show
}

chunk! {
    /// Recover and replace a password.
    recovery: Area => identity::show_recovery
}

chunk! {
    /// What links of mails lead to: an address is proven, taken or given back.
    mail_link: Area => identity::show_mail_link
}

chunk! {
    /// Arrive through a provider, give a phone number.
    welcome: Area => identity::show_welcome
}

chunk! {
    /// What somebody shows of themselves.
    profile: Area => show_profile
}

chunk! {
    /// Every component in all its states.
    kit: Area => show_kit
}
