//! The owner's console: its frame with the overview is one chunk, and each group of pages another. It always shows which
//! database it speaks of.

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
use shared::id::{BackupId, UserId};

use super::Area;
use crate::address;
use crate::components::arrival::{Arrived, Arriving, chunk};

/// The pages of the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdminPage {
    /// How everything stands.
    Overview,
    /// Taking, listing and scheduling backups.
    Backups,
    /// One backup.
    Backup(BackupId),
    /// The collections of the database named, or of the chosen one.
    Inspector(Option<String>),
    /// One collection.
    Collection(inspection::Place),
    /// Accounts.
    Users,
    /// One account.
    User(UserId),
    /// Who did what.
    Audit,
    /// Sent mail.
    Mailbox,
    /// Background work.
    Jobs,
    /// The configuration in force.
    Settings,
    /// There is no such page.
    Nowhere,
}

impl AdminPage {
    /// The page at a path below `/admin`.
    pub fn at(path: &str) -> Self {
        let parts = address::segments(path);
        let parts: Vec<&str> = parts.iter().skip(1).map(String::as_str).collect();
        match parts.as_slice() {
            [] => Self::Overview,
            ["backups"] => Self::Backups,
            ["backups", id] => id.parse().map_or(Self::Nowhere, Self::Backup),
            ["inspector"] => Self::Inspector(None),
            ["inspector", database] => Self::Inspector(Some((*database).to_owned())),
            ["inspector", database, collection] => Self::Collection(inspection::Place {
                database: (*database).to_owned(),
                collection: (*collection).to_owned(),
            }),
            ["users"] => Self::Users,
            ["users", id] => id.parse().map_or(Self::Nowhere, Self::User),
            ["audit"] => Self::Audit,
            ["mailbox"] => Self::Mailbox,
            ["jobs"] => Self::Jobs,
            ["settings"] => Self::Settings,
            _ => Self::Nowhere,
        }
    }
}

/// Fetches the chunk that shows a page of the console.
fn fetch(page: &AdminPage) -> Arriving<AdminPage> {
    match page {
        AdminPage::Overview | AdminPage::Nowhere => Box::pin(async { overview_chunk() }),
        AdminPage::Backups => Box::pin(admin_backups()),
        AdminPage::Backup(_) => Box::pin(admin_backup()),
        AdminPage::Inspector(_) => Box::pin(admin_inspector()),
        AdminPage::Collection(_) => Box::pin(admin_collection()),
        AdminPage::Users | AdminPage::User(_) => Box::pin(admin_users()),
        AdminPage::Audit => Box::pin(admin_audit()),
        AdminPage::Mailbox => Box::pin(admin_mailbox()),
        AdminPage::Jobs => Box::pin(admin_jobs()),
        AdminPage::Settings => Box::pin(admin_settings()),
    }
}

/// The overview comes with the frame.
const fn overview_chunk() -> Arrived<AdminPage> {
    Ok(show_overview)
}

fn show(_: Area) -> AnyView {
    view! { <shell::Shell/> }.into_any()
}

fn show_overview(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Overview => view! { <overview::OverviewPage/> }.into_any(),
        _ => view! { <shell::Nowhere/> }.into_any(),
    }
}

fn show_backups(_: AdminPage) -> AnyView {
    view! { <backups::BackupsPage/> }.into_any()
}

fn show_backup(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Backup(id) => view! { <backups::BackupPage id/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_inspector(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Inspector(database) => view! { <inspection::CollectionsPage database/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_collection(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Collection(place) => view! { <inspection::CollectionPage place/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_users(page: AdminPage) -> AnyView {
    match page {
        AdminPage::User(id) => view! { <users::UserPage id/> }.into_any(),
        _ => view! { <users::UsersPage/> }.into_any(),
    }
}

fn show_audit(_: AdminPage) -> AnyView {
    view! { <audit::AuditPage/> }.into_any()
}

fn show_mailbox(_: AdminPage) -> AnyView {
    view! { <mailbox::MailboxPage/> }.into_any()
}

fn show_jobs(_: AdminPage) -> AnyView {
    view! { <jobs::JobsPage/> }.into_any()
}

fn show_settings(_: AdminPage) -> AnyView {
    view! { <settings::SettingsPage/> }.into_any()
}

chunk! {
    /// The frame with the overview.
    pub(super) admin: Area => show
}

chunk! {
    /// Taking and listing backups.
    admin_backups: AdminPage => show_backups
}

chunk! {
    /// One backup: proving and restoring it.
    admin_backup: AdminPage => show_backup
}

chunk! {
    /// The collections of a database.
    admin_inspector: AdminPage => show_inspector
}

chunk! {
    /// One collection.
    admin_collection: AdminPage => show_collection
}

chunk! {
    /// Accounts.
    admin_users: AdminPage => show_users
}

chunk! {
    /// Who did what.
    admin_audit: AdminPage => show_audit
}

chunk! {
    /// Sent mail.
    admin_mailbox: AdminPage => show_mailbox
}

chunk! {
    /// Background work.
    admin_jobs: AdminPage => show_jobs
}

chunk! {
    /// The configuration in force.
    admin_settings: AdminPage => show_settings
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{AdminPage, inspection::Place};

    #[wasm_bindgen_test]
    fn an_address_names_a_page_and_what_it_is_about() {
        assert_eq!(AdminPage::at("/admin"), AdminPage::Overview);
        assert_eq!(AdminPage::at("/admin/backups/"), AdminPage::Backups);
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(AdminPage::at(&format!("/admin/backups/{id}")), AdminPage::Backup(id.parse().unwrap()));
        let place = Place { database: "legacy".to_owned(), collection: "a/b".to_owned() };
        assert_eq!(AdminPage::at("/admin/inspector/legacy/a%2Fb"), AdminPage::Collection(place));
        for nowhere in ["/admin/nowhere", "/admin/backups/7", "/admin/backups/a/b"] {
            assert_eq!(AdminPage::at(nowhere), AdminPage::Nowhere, "{nowhere}");
        }
    }
}
