//! One's own account: a chunk of its own.

mod account_page;
mod email_card;
mod password_card;
mod profile_card;
mod sessions_card;

use leptos::prelude::*;
use leptos_router::ChooseView;

/// The pages of one's own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountPage {
    /// Profile, password, sessions.
    Account,
}

impl ChooseView for AccountPage {
    async fn choose(self) -> AnyView {
        account_area().await
    }

    async fn preload(&self) {}
}

fn page_view() -> AnyView {
    view! { <account_page::Page/> }.into_any()
}

#[cfg(feature = "split")]
#[leptos::lazy]
fn account_area() -> AnyView {
    page_view()
}

#[cfg(not(feature = "split"))]
async fn account_area() -> AnyView {
    page_view()
}
