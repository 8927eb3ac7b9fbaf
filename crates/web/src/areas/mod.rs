//! The pages by area, and which area an address leads to. Each area is a chunk of its own, fetched when somebody first
//! goes there; the frame around the pages is all that the first load always has.

mod account;
mod admin;
mod public;

use crate::components::arrival::Arriving;
use account::AccountPage;
use public::PublicPage;

/// What an address leads to. The console tells its own pages apart when it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What everybody may see.
    Public(PublicPage),
    /// One's own account.
    Account(AccountPage),
    /// The owner's console.
    Admin,
}

impl Area {
    /// The area that a path leads to.
    pub fn at(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next()) {
            (Some("admin"), _) => Self::Admin,
            (Some("account"), rest) if parts.next().is_none() && AccountPage::named(rest).is_some() => {
                Self::Account(AccountPage::named(rest).unwrap_or_default())
            }
            (Some("u"), Some(_)) if parts.next().is_none() => Self::Public(PublicPage::Profile),
            (first, None) => Self::Public(PublicPage::named(first.unwrap_or_default())),
            (_, Some(_)) => Self::Public(PublicPage::Nowhere),
        }
    }

    /// Whether it brings its own frame, instead of the site's header and footer.
    pub const fn has_own_frame(self) -> bool {
        matches!(self, Self::Admin)
    }
}

/// Fetches the chunk that shows an area.
pub fn fetch(area: &Area) -> Arriving<Area> {
    match area {
        Area::Public(page) => public::fetch(*page),
        Area::Account(page) => account::fetch(*page),
        Area::Admin => Box::pin(admin::admin()),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{AccountPage, Area, PublicPage};

    #[wasm_bindgen_test]
    fn every_address_leads_somewhere() {
        for (path, area) in [
            ("/", Area::Public(PublicPage::Landing)),
            ("/sign-in", Area::Public(PublicPage::SignIn)),
            ("/sign-in/", Area::Public(PublicPage::SignIn)),
            ("/account", Area::Account(AccountPage::Overview)),
            ("/account/security", Area::Account(AccountPage::Security)),
            ("/account/keys", Area::Account(AccountPage::Keys)),
            ("/account/keys/x", Area::Public(PublicPage::Nowhere)),
            ("/admin", Area::Admin),
            ("/admin/inspector/a/b", Area::Admin),
            ("/u/ana", Area::Public(PublicPage::Profile)),
            ("/u", Area::Public(PublicPage::Nowhere)),
            ("/u/ana/x", Area::Public(PublicPage::Nowhere)),
            ("/administer", Area::Public(PublicPage::Nowhere)),
            ("/account/x", Area::Public(PublicPage::Nowhere)),
            ("/sign-in/x", Area::Public(PublicPage::Nowhere)),
        ] {
            assert_eq!(Area::at(path), area, "{path}");
        }
    }
}
