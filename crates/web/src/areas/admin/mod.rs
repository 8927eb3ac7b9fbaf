//! The owner's console: a chunk of its own. It always shows which database it speaks of.

use leptos::prelude::*;
use leptos_router::ChooseView;

/// The pages of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminPage {
    /// The frame around them all.
    Shell,
    /// How everything stands.
    Overview,
    /// Taking, listing and scheduling backups.
    Backups,
    /// One backup.
    Backup,
    /// The collections of a database.
    Inspector,
    /// One collection.
    Collection,
    /// Accounts.
    Users,
    /// One account.
    User,
    /// Who did what.
    Audit,
    /// Sent mail.
    Mailbox,
    /// Background work.
    Jobs,
    /// The configuration in force.
    Settings,
}

impl ChooseView for AdminPage {
    async fn choose(self) -> AnyView {
        admin_area(self).await
    }

    async fn preload(&self) {}
}

fn page_view(_page: AdminPage) -> AnyView {
    ().into_any()
}

#[cfg(feature = "split")]
#[leptos::lazy]
fn admin_area(page: AdminPage) -> AnyView {
    page_view(page)
}

#[cfg(not(feature = "split"))]
async fn admin_area(page: AdminPage) -> AnyView {
    page_view(page)
}
