//! What everybody may see: the site, coming in, and the kit, each in chunks of its own.

mod brands;
mod campaigns;
mod contact;
mod creators;
mod identity;
mod kit;
mod landing;
mod legal;
mod not_found;
mod profile;

use leptos::prelude::*;

use super::Area;
use crate::components::arrival::{Arriving, chunk};
pub use legal::LegalText;

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
    /// The list of creators.
    Creators,
    /// One creator, at `/c/<handle>`, and for brands at `/creators/<id>`.
    MediaKit,
    /// A brand's public page, at `/b/<handle>`.
    Brand,
    /// Finding campaigns.
    Campaigns,
    /// Those that one saved.
    SavedCampaigns,
    /// One campaign, at `/campaigns/<id>`.
    Campaign,
    /// Where somebody arrives who came in through a provider.
    Welcome,
    /// Asks for a phone number.
    Phone,
    /// Writing to whoever runs the platform.
    Contact,
    /// What holds here, at `/legal/<name>`.
    Legal(LegalText),
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
            "campaigns" => Self::Campaigns,
            "welcome" => Self::Welcome,
            "phone" => Self::Phone,
            "creators" => Self::Creators,
            "contact" => Self::Contact,
            "kit" => Self::Kit,
            _ => Self::Nowhere,
        }
    }
}

/// Fetches the chunk that shows a page.
pub fn fetch(page: PublicPage) -> Arriving<Area> {
    match page {
        PublicPage::Landing | PublicPage::Nowhere => Box::pin(site()),
        PublicPage::Contact => Box::pin(contact_page()),
        PublicPage::Legal(_) => Box::pin(legal_texts()),
        PublicPage::Kit => Box::pin(kit()),
        PublicPage::Profile => Box::pin(profile()),
        PublicPage::Creators => Box::pin(creators_list()),
        PublicPage::MediaKit => Box::pin(media_kit()),
        PublicPage::Brand => Box::pin(public_brand()),
        PublicPage::Campaigns => Box::pin(campaigns_list()),
        PublicPage::SavedCampaigns => Box::pin(saved_campaigns()),
        PublicPage::Campaign => Box::pin(one_campaign()),
        PublicPage::Register => Box::pin(register()),
        PublicPage::SignIn => Box::pin(sign_in()),
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

fn show_contact(_: Area) -> AnyView {
    view! { <contact::ContactPage/> }.into_any()
}

fn show_legal(area: Area) -> AnyView {
    match area {
        Area::Public(PublicPage::Legal(text)) => view! { <legal::LegalPage text/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_profile(_: Area) -> AnyView {
    view! { <profile::ProfilePage/> }.into_any()
}

fn show_brand(_: Area) -> AnyView {
    view! { <brands::BrandPublicPage/> }.into_any()
}

fn show_kit(_: Area) -> AnyView {
    kit::page_view()
}

chunk! {
    /// The landing page, and the page for addresses that lead nowhere.
    site: Area => show_site
}

chunk! {
    /// Opening an account.
    register: Area => identity::show_register
}

chunk! {
    /// Coming in with one.
    sign_in: Area => identity::show_sign_in
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
    /// The list of creators.
    creators_list: Area => creators::show_list
}

chunk! {
    /// One creator as others see them.
    media_kit: Area => creators::show_kit
}

chunk! {
    /// What a brand shows of itself.
    public_brand: Area => show_brand
}

chunk! {
    /// Finding campaigns, and those that one saved.
    campaigns_list: Area => campaigns::show_list
}

chunk! {
    /// The campaigns that one saved.
    saved_campaigns: Area => campaigns::show_saved
}

chunk! {
    /// One campaign, and the way to apply.
    one_campaign: Area => campaigns::show_one
}

chunk! {
    /// Writing to whoever runs the platform.
    contact_page: Area => show_contact
}

chunk! {
    /// What holds here.
    legal_texts: Area => show_legal
}

chunk! {
    /// Every component in all its states.
    kit: Area => show_kit
}
