//! The pages by area, and which area an address leads to. Each area is a chunk of its own, fetched when somebody first
//! goes there; the frame around the pages is all that the first load always has.

mod account;
mod admin;
mod brand;
mod creator;
mod public;
mod sheet;

use crate::browser;
use crate::components::arrival::Arriving;
use crate::components::conversation::Place;
use account::AccountPage;
use brand::BrandPlace;
use creator::CreatorPage;
use creator::applications::ApplicationsPage;
use public::{LegalText, PublicPage};
use sheet::own_sheet;

/// What an address leads to. The console and a brand's workspace tell their own pages apart when they are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What everybody may see.
    Public(PublicPage),
    /// One's own account.
    Account(AccountPage),
    /// A creator's own area, which tells its pages apart itself.
    Creator,
    /// A creator's applications.
    Applications(ApplicationsPage),
    /// A creator's messages. The inbox finds its thread itself, so that the list stays when another is opened.
    Messages,
    /// The brands that one works in.
    Brand(BrandPlace),
    /// The owner's console.
    Admin,
}

impl Area {
    /// The area that a path leads to.
    pub fn at(path: &str) -> Self {
        if CreatorPage::at(path).is_some() {
            return Self::Creator;
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let nowhere = Self::Public(PublicPage::Nowhere);
        match parts.as_slice() {
            ["admin", ..] => Self::Admin,
            ["account"] => Self::Account(AccountPage::Overview),
            ["account", page] => AccountPage::named(Some(*page), None).map_or(nowhere, Self::Account),
            ["account", page, part] => {
                AccountPage::named(Some(*page), Some(*part)).map_or(nowhere, Self::Account)
            }
            ["creator", "applications"] => Self::Applications(ApplicationsPage::List),
            ["creator", "applications", id, rest @ ..] => {
                ApplicationsPage::named(id, rest).map_or(nowhere, Self::Applications)
            }
            ["creator", "messages"] => Self::Messages,
            ["creator", "messages", _] if Place::Creator.at(path).is_some() => Self::Messages,
            ["brand"] => Self::Brand(BrandPlace::Mine),
            ["brand", "invitation"] => Self::Brand(BrandPlace::Invitation),
            ["brand", "campaigns", ..] => Self::Brand(BrandPlace::Campaign),
            ["brand", ..] => Self::Brand(BrandPlace::Workspace),
            ["campaigns", "saved"] => Self::Public(PublicPage::SavedCampaigns),
            ["campaigns", _] => Self::Public(PublicPage::Campaign),
            ["c" | "creators", _] => Self::Public(PublicPage::MediaKit),
            ["b", _] => Self::Public(PublicPage::Brand),
            ["u", _] => Self::Public(PublicPage::Profile),
            ["legal", name] => {
                LegalText::named(name).map_or(nowhere, |text| Self::Public(PublicPage::Legal(text)))
            }
            [] => Self::Public(PublicPage::named("")),
            [name] => Self::Public(PublicPage::named(name)),
            _ => nowhere,
        }
    }

    /// Whether it brings its own frame, instead of the site's header and footer.
    pub const fn has_own_frame(self) -> bool {
        matches!(self, Self::Admin | Self::Brand(BrandPlace::Workspace))
    }
}

/// Fetches what shows an area: its chunk, and the style sheet that all but the public ones need.
pub fn fetch(area: &Area) -> Arriving<Area> {
    let chunk = chunk(area);
    if matches!(area, Area::Public(page) if *page != PublicPage::Kit) {
        return chunk;
    }
    let sheet = own_sheet();
    Box::pin(async move {
        let arrived = chunk.await;
        if let Some(sheet) = sheet {
            browser::ignore(sheet.await);
        }
        arrived
    })
}

fn chunk(area: &Area) -> Arriving<Area> {
    match area {
        Area::Public(page) => public::fetch(*page),
        Area::Account(page) => account::fetch(*page),
        Area::Creator => creator::fetch(),
        Area::Applications(page) => creator::applications::fetch(*page),
        Area::Messages => creator::messages::fetch(),
        Area::Brand(place) => brand::fetch(*place),
        Area::Admin => Box::pin(admin::admin()),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{AccountPage, ApplicationsPage, Area, BrandPlace, LegalText, PublicPage};

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
            ("/account/notifications", Area::Account(AccountPage::Notices)),
            ("/account/notifications/settings", Area::Account(AccountPage::NoticeSettings)),
            ("/account/notifications/settings/x", Area::Public(PublicPage::Nowhere)),
            ("/account/notifications/x", Area::Public(PublicPage::Nowhere)),
            ("/admin", Area::Admin),
            ("/admin/inspector/a/b", Area::Admin),
            ("/brand", Area::Brand(BrandPlace::Mine)),
            ("/brand/invitation", Area::Brand(BrandPlace::Invitation)),
            ("/brand/invitation/x", Area::Brand(BrandPlace::Workspace)),
            ("/brand/01890a5d-ac96-774b-bcce-b302099a8057/members", Area::Brand(BrandPlace::Workspace)),
            ("/brand/campaigns/01890a5d-ac96-774b-bcce-b302099a8057", Area::Brand(BrandPlace::Campaign)),
            ("/creator/applications", Area::Applications(ApplicationsPage::List)),
            ("/creator/applications/x", Area::Public(PublicPage::Nowhere)),
            ("/creator/messages/", Area::Messages),
            ("/creator/messages/01890a5d-ac96-774b-bcce-b302099a8057", Area::Messages),
            ("/creator/messages/x", Area::Public(PublicPage::Nowhere)),
            ("/creator/applications/x/messages", Area::Public(PublicPage::Nowhere)),
            ("/account/reports", Area::Account(AccountPage::Reports)),
            (
                "/creator/applications/01890a5d-ac96-774b-bcce-b302099a8057/x",
                Area::Public(PublicPage::Nowhere),
            ),
            ("/campaigns", Area::Public(PublicPage::Campaigns)),
            ("/campaigns/saved", Area::Public(PublicPage::SavedCampaigns)),
            ("/campaigns/01890a5d-ac96-774b-bcce-b302099a8057", Area::Public(PublicPage::Campaign)),
            ("/campaigns/x/y", Area::Public(PublicPage::Nowhere)),
            ("/b/lurdes", Area::Public(PublicPage::Brand)),
            ("/b", Area::Public(PublicPage::Nowhere)),
            ("/u/ana", Area::Public(PublicPage::Profile)),
            ("/u", Area::Public(PublicPage::Nowhere)),
            ("/u/ana/x", Area::Public(PublicPage::Nowhere)),
            ("/creators", Area::Public(PublicPage::Creators)),
            ("/c/ana", Area::Public(PublicPage::MediaKit)),
            ("/creators/01890a5d-ac96-774b-bcce-b302099a8057", Area::Public(PublicPage::MediaKit)),
            ("/c", Area::Public(PublicPage::Nowhere)),
            ("/c/ana/x", Area::Public(PublicPage::Nowhere)),
            ("/contact", Area::Public(PublicPage::Contact)),
            ("/legal/privacy", Area::Public(PublicPage::Legal(LegalText::Privacy))),
            ("/legal/nothing", Area::Public(PublicPage::Nowhere)),
            ("/legal", Area::Public(PublicPage::Nowhere)),
            ("/creator", Area::Creator),
            ("/creator/portfolio/", Area::Creator),
            ("/creator/x", Area::Public(PublicPage::Nowhere)),
            ("/administer", Area::Public(PublicPage::Nowhere)),
            ("/account/x", Area::Public(PublicPage::Nowhere)),
            ("/sign-in/x", Area::Public(PublicPage::Nowhere)),
        ] {
            assert_eq!(Area::at(path), area, "{path}");
        }
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let one = Area::Applications(ApplicationsPage::One(id.parse().unwrap()));
        for rest in
            ["", "/", "/work", "/rights", "/agreed", "/messages", "/ratings", &format!("/deliverables/{id}")]
        {
            assert_eq!(Area::at(&format!("/creator/applications/{id}{rest}")), one, "{rest}");
        }
    }
}
