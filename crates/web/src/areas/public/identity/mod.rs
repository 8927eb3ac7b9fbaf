//! Coming in: register, sign in (also through Google), recover and replace a password, prove an address, give a phone
//! number.

mod change_page;
mod email_link_page;
mod forgot_page;
mod frame;
mod google_door;
mod phone_page;
mod register_page;
mod reset_page;
mod second_step;
mod sign_in_page;
mod verify_page;
mod welcome_page;

use leptos::prelude::*;

use super::PublicPage;
use crate::areas::Area;

/// Opening an account.
pub(super) fn show_register(_: Area) -> AnyView {
    view! { <register_page::RegisterPage/> }.into_any()
}

/// Coming in with one.
pub(super) fn show_sign_in(_: Area) -> AnyView {
    view! { <sign_in_page::SignInPage/> }.into_any()
}

/// A forgotten password, and one that has to be replaced.
pub(super) fn show_recovery(area: Area) -> AnyView {
    let Area::Public(page) = area else { return ().into_any() };
    match page {
        PublicPage::ForgotPassword => view! { <forgot_page::ForgotPage/> }.into_any(),
        PublicPage::ResetPassword => view! { <reset_page::ResetPage/> }.into_any(),
        PublicPage::ChangePassword => view! { <change_page::ChangePage/> }.into_any(),
        _ => ().into_any(),
    }
}

/// What links of mails lead to.
pub(super) fn show_mail_link(area: Area) -> AnyView {
    let Area::Public(page) = area else { return ().into_any() };
    match page {
        PublicPage::VerifyEmail => view! { <verify_page::VerifyPage/> }.into_any(),
        PublicPage::ConfirmEmail => view! { <email_link_page::ConfirmEmailPage/> }.into_any(),
        PublicPage::UndoEmail => view! { <email_link_page::UndoEmailPage/> }.into_any(),
        _ => ().into_any(),
    }
}

/// Who came in through a provider, and what has to be said before anything else.
pub(super) fn show_welcome(area: Area) -> AnyView {
    let Area::Public(page) = area else { return ().into_any() };
    match page {
        PublicPage::Welcome => view! { <welcome_page::WelcomePage/> }.into_any(),
        PublicPage::Phone => view! { <phone_page::PhonePage/> }.into_any(),
        _ => ().into_any(),
    }
}
