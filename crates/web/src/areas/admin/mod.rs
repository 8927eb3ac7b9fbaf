//! The owner's console: a chunk of its own. It always shows which database it speaks of.

mod audit;
mod backups;
mod context;
mod inspection;
mod jobs;
mod mailbox;
mod overview;
mod settings;
mod shell;
mod users;

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

fn page_view(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Shell => view! { <shell::Shell/> }.into_any(),
        AdminPage::Overview => view! { <overview::OverviewPage/> }.into_any(),
        AdminPage::Backups => view! { <backups::BackupsPage/> }.into_any(),
        AdminPage::Backup => view! { <backups::BackupPage/> }.into_any(),
        AdminPage::Inspector => view! { <inspection::CollectionsPage/> }.into_any(),
        AdminPage::Collection => view! { <inspection::CollectionPage/> }.into_any(),
        AdminPage::Users => view! { <users::UsersPage/> }.into_any(),
        AdminPage::User => view! { <users::UserPage/> }.into_any(),
        AdminPage::Audit => view! { <audit::AuditPage/> }.into_any(),
        AdminPage::Mailbox => view! { <mailbox::MailboxPage/> }.into_any(),
        AdminPage::Jobs => view! { <jobs::JobsPage/> }.into_any(),
        AdminPage::Settings => view! { <settings::SettingsPage/> }.into_any(),
    }
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
