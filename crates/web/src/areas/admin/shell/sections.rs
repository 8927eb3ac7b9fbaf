//! The sections of the console and who may see them.

use shared::identity::Permission;

use crate::i18n::tr;
use crate::ui::icon::Icon;
use crate::ui::text::Text;

/// One section.
#[derive(Clone, Copy)]
pub struct Section {
    /// Its name.
    pub text: Text,
    /// Its drawing.
    pub icon: Icon,
    /// Where it is.
    pub href: &'static str,
    /// Who may see it.
    pub permission: Permission,
}

/// All sections, the most used first.
pub fn sections() -> [Section; 16] {
    let section = |text: fn() -> &'static str, icon, href, permission| Section {
        text: text.into(),
        icon,
        href,
        permission,
    };
    [
        section(tr!(admin.overview), Icon::LayoutDashboard, "/admin", Permission::InspectData),
        section(tr!(admin.backups), Icon::Archive, "/admin/backups", Permission::ManageBackups),
        section(tr!(admin.inspector), Icon::Database, "/admin/inspector", Permission::InspectData),
        section(tr!(managed_creators.title), Icon::Camera, "/admin/creators", Permission::ManageMarketplace),
        section(tr!(admin.users), Icon::Users, "/admin/users", Permission::ManageUsers),
        section(tr!(admin.brands), Icon::Building2, "/admin/brands", Permission::ManageMarketplace),
        section(
            tr!(managed_campaigns.title),
            Icon::Layers,
            "/admin/campaigns",
            Permission::ManageMarketplace,
        ),
        section(tr!(trash.title), Icon::Trash2, "/admin/trash", Permission::ManageMarketplace),
        section(tr!(abuse.title), Icon::Flag, "/admin/abuse", Permission::ManageMarketplace),
        section(tr!(ratings.manage), Icon::Star, "/admin/ratings", Permission::ManageMarketplace),
        section(
            tr!(managed_metrics.title),
            Icon::ChartNoAxesColumn,
            "/admin/metrics",
            Permission::ManageMarketplace,
        ),
        section(tr!(contact.manage), Icon::MessageSquare, "/admin/contact", Permission::ManageMarketplace),
        section(tr!(admin.audit), Icon::ScrollText, "/admin/audit", Permission::ReadAudit),
        section(tr!(admin.mailbox), Icon::Mail, "/admin/mailbox", Permission::ReadMailbox),
        section(tr!(admin.jobs), Icon::ListChecks, "/admin/jobs", Permission::ManageSystem),
        section(tr!(admin.settings), Icon::Settings, "/admin/settings", Permission::ManageSystem),
    ]
}

/// Whether the section at this address holds the page at that path.
pub fn is_current(href: &str, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    if href == "/admin" {
        return path == href;
    }
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::is_current;

    #[wasm_bindgen_test]
    fn a_section_holds_its_pages_and_the_overview_only_itself() {
        assert!(is_current("/admin", "/admin") && is_current("/admin", "/admin/"));
        assert!(!is_current("/admin", "/admin/backups"));
        assert!(is_current("/admin/backups", "/admin/backups/0189"));
        assert!(!is_current("/admin/back", "/admin/backups"));
    }
}
