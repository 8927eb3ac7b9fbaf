//! The owner's console: its frame is one chunk, and each group of pages another. It always shows which database it speaks
//! of.

mod abuse;
mod audit;
mod backups;
mod brands;
mod campaigns;
mod contact;
mod context;
mod creators;
mod inspection;
mod jobs;
mod mailbox;
mod metrics;
mod overview;
mod ratings;
mod settings;
mod shell;
mod trash;
mod users;

use leptos::prelude::*;
use shared::id::{AbuseCaseId, BackupId, BrandId, CampaignId, ContactMessageId, CreatorId, UserId};

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
    /// Creators.
    Creators,
    /// One creator.
    Creator(CreatorId),
    /// Accounts.
    Users,
    /// One account.
    User(UserId),
    /// Brands.
    Brands,
    /// One brand.
    Brand(BrandId),
    /// Campaigns.
    Campaigns,
    /// One campaign.
    Campaign(CampaignId),
    /// What can still be brought back.
    Trash,
    /// What was reported.
    AbuseCases,
    /// One thing that was reported.
    AbuseCase(AbuseCaseId),
    /// How people rate each other.
    Ratings,
    /// Figures of posts.
    Metrics,
    /// What people wrote by the contact form.
    ContactMessages,
    /// One message.
    ContactMessage(ContactMessageId),
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
            ["creators"] => Self::Creators,
            ["creators", id] => id.parse().map_or(Self::Nowhere, Self::Creator),
            ["users"] => Self::Users,
            ["users", id] => id.parse().map_or(Self::Nowhere, Self::User),
            ["brands"] => Self::Brands,
            ["brands", id] => id.parse().map_or(Self::Nowhere, Self::Brand),
            ["campaigns"] => Self::Campaigns,
            ["campaigns", id] => id.parse().map_or(Self::Nowhere, Self::Campaign),
            ["trash"] => Self::Trash,
            ["abuse"] => Self::AbuseCases,
            ["abuse", id] => id.parse().map_or(Self::Nowhere, Self::AbuseCase),
            ["ratings"] => Self::Ratings,
            ["metrics"] => Self::Metrics,
            ["contact"] => Self::ContactMessages,
            ["contact", id] => id.parse().map_or(Self::Nowhere, Self::ContactMessage),
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
        AdminPage::Overview => Box::pin(admin_overview()),
        AdminPage::Nowhere => Box::pin(async { nowhere() }),
        AdminPage::Backups => Box::pin(admin_backups()),
        AdminPage::Backup(_) => Box::pin(admin_backup()),
        AdminPage::Inspector(_) => Box::pin(admin_inspector()),
        AdminPage::Collection(_) => Box::pin(admin_collection()),
        AdminPage::Creators => Box::pin(admin_creators()),
        AdminPage::Creator(_) => Box::pin(admin_creator()),
        AdminPage::Users | AdminPage::User(_) => Box::pin(admin_users()),
        AdminPage::Brands => Box::pin(admin_brands()),
        AdminPage::Brand(_) => Box::pin(admin_brand()),
        AdminPage::Campaigns => Box::pin(admin_campaigns()),
        AdminPage::Campaign(_) => Box::pin(admin_campaign()),
        AdminPage::Trash => Box::pin(admin_trash()),
        AdminPage::AbuseCases | AdminPage::AbuseCase(_) => Box::pin(admin_abuse()),
        AdminPage::Ratings => Box::pin(admin_ratings()),
        AdminPage::Metrics => Box::pin(admin_metrics()),
        AdminPage::ContactMessages | AdminPage::ContactMessage(_) => Box::pin(admin_contact()),
        AdminPage::Audit => Box::pin(admin_audit()),
        AdminPage::Mailbox => Box::pin(admin_mailbox()),
        AdminPage::Jobs => Box::pin(admin_jobs()),
        AdminPage::Settings => Box::pin(admin_settings()),
    }
}

/// That there is no such page comes with the frame.
const fn nowhere() -> Arrived<AdminPage> {
    Ok(show_nowhere)
}

fn show(_: Area) -> AnyView {
    view! { <shell::Shell/> }.into_any()
}

fn show_nowhere(_: AdminPage) -> AnyView {
    view! { <shell::Nowhere/> }.into_any()
}

fn show_overview(_: AdminPage) -> AnyView {
    view! { <overview::OverviewPage/> }.into_any()
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

fn show_creators(_: AdminPage) -> AnyView {
    view! { <creators::CreatorsPage/> }.into_any()
}

fn show_creator(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Creator(id) => view! { <creators::CreatorPage id/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_users(page: AdminPage) -> AnyView {
    match page {
        AdminPage::User(id) => view! { <users::UserPage id/> }.into_any(),
        _ => view! { <users::UsersPage/> }.into_any(),
    }
}

fn show_brands(_: AdminPage) -> AnyView {
    view! { <brands::BrandsPage/> }.into_any()
}

fn show_brand(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Brand(id) => view! { <brands::BrandPage id/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_campaigns(_: AdminPage) -> AnyView {
    view! { <campaigns::CampaignsPage/> }.into_any()
}

fn show_campaign(page: AdminPage) -> AnyView {
    match page {
        AdminPage::Campaign(id) => view! { <campaigns::CampaignPage id/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_trash(_: AdminPage) -> AnyView {
    view! { <trash::TrashPage/> }.into_any()
}

fn show_abuse(page: AdminPage) -> AnyView {
    match page {
        AdminPage::AbuseCase(id) => view! { <abuse::CasePage id/> }.into_any(),
        _ => view! { <abuse::CasesPage/> }.into_any(),
    }
}

fn show_ratings(_: AdminPage) -> AnyView {
    view! { <ratings::RatingsPage/> }.into_any()
}

fn show_metrics(_: AdminPage) -> AnyView {
    view! { <metrics::MetricsPage/> }.into_any()
}

fn show_contact(page: AdminPage) -> AnyView {
    match page {
        AdminPage::ContactMessage(id) => view! { <contact::MessagePage id/> }.into_any(),
        _ => view! { <contact::MessagesPage/> }.into_any(),
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
    /// The frame.
    pub(super) admin: Area => show
}

chunk! {
    /// How everything stands.
    admin_overview: AdminPage => show_overview
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
    /// Creators.
    admin_creators: AdminPage => show_creators
}

chunk! {
    /// One creator.
    admin_creator: AdminPage => show_creator
}

chunk! {
    /// Accounts.
    admin_users: AdminPage => show_users
}

chunk! {
    /// Brands.
    admin_brands: AdminPage => show_brands
}

chunk! {
    /// One brand and its package.
    admin_brand: AdminPage => show_brand
}

chunk! {
    /// Campaigns.
    admin_campaigns: AdminPage => show_campaigns
}

chunk! {
    /// One campaign and the applications to it.
    admin_campaign: AdminPage => show_campaign
}

chunk! {
    /// What can still be brought back.
    admin_trash: AdminPage => show_trash
}

chunk! {
    /// What was reported, and deciding about it.
    admin_abuse: AdminPage => show_abuse
}

chunk! {
    /// How people rate each other.
    admin_ratings: AdminPage => show_ratings
}

chunk! {
    /// Figures of posts.
    admin_metrics: AdminPage => show_metrics
}

chunk! {
    /// What people wrote by the contact form, and answering it.
    admin_contact: AdminPage => show_contact
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
        assert_eq!(AdminPage::at(&format!("/admin/brands/{id}")), AdminPage::Brand(id.parse().unwrap()));
        assert_eq!(
            AdminPage::at(&format!("/admin/campaigns/{id}")),
            AdminPage::Campaign(id.parse().unwrap())
        );
        let place = Place { database: "legacy".to_owned(), collection: "a/b".to_owned() };
        assert_eq!(AdminPage::at("/admin/inspector/legacy/a%2Fb"), AdminPage::Collection(place));
        assert_eq!(AdminPage::at(&format!("/admin/creators/{id}")), AdminPage::Creator(id.parse().unwrap()));
        // As a notice names it.
        assert_eq!(AdminPage::at(&format!("/admin/abuse/{id}")), AdminPage::AbuseCase(id.parse().unwrap()));
        let message = AdminPage::at(&format!("/admin/contact/{id}"));
        assert_eq!(message, AdminPage::ContactMessage(id.parse().unwrap()));
        assert_eq!(AdminPage::at("/admin/metrics"), AdminPage::Metrics);
        for nowhere in [
            "/admin/contact/7",
            "/admin/nowhere",
            "/admin/abuse/7",
            "/admin/creators/7",
            "/admin/backups/7",
            "/admin/backups/a/b",
        ] {
            assert_eq!(AdminPage::at(nowhere), AdminPage::Nowhere, "{nowhere}");
        }
    }
}
