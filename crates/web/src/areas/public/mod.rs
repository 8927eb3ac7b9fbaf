//! What everybody may see. The landing page is in the first load; the others come as two chunks.

mod identity;
mod kit;
mod landing;
mod not_found;

use leptos::prelude::*;
use leptos_router::ChooseView;

pub use landing::Landing;
pub use not_found::NotFound;

/// The public pages that are fetched when first visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicPage {
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
    /// Shows the kit.
    Kit,
}

impl ChooseView for PublicPage {
    async fn choose(self) -> AnyView {
        match self {
            Self::Kit => kit_area().await,
            other => identity_area(other).await,
        }
    }

    async fn preload(&self) {}
}

#[cfg(feature = "split")]
#[leptos::lazy]
fn identity_area(page: PublicPage) -> AnyView {
    identity::page_view(page)
}

#[cfg(not(feature = "split"))]
async fn identity_area(page: PublicPage) -> AnyView {
    identity::page_view(page)
}

#[cfg(feature = "split")]
#[leptos::lazy]
fn kit_area() -> AnyView {
    kit::page_view()
}

#[cfg(not(feature = "split"))]
async fn kit_area() -> AnyView {
    kit::page_view()
}
