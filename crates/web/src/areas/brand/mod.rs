//! What somebody does for the brands that they work in: the list of them, the invitation into one, and the workspace of
//! each, whose frame is one chunk and each of its rooms another.

mod brands;
mod campaigns;
mod figures;
mod messages;
mod shell;

use leptos::prelude::*;
use shared::id::{ApplicationId, BrandId};

use super::Area;
use crate::address;
use crate::components::arrival::{Arrived, Arriving, chunk};

/// What an address of the area leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrandPlace {
    /// One's brands.
    Mine,
    /// What the link of a mailed invitation leads to.
    Invitation,
    /// A campaign by its own id, as notices name it: goes on to its place in the workspace.
    Campaign,
    /// The workspace of a brand. It tells its own rooms apart when it is there.
    Workspace,
}

/// The rooms of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// What the brand says of itself.
    Profile,
    /// What the figures of the posts for it add up to.
    Figures,
    /// Who works in it, and who is invited.
    Members,
    /// What it may use, and has used.
    Package,
    /// What it said of itself before.
    History,
    /// Handing over, leaving, throwing away.
    Settings,
}

impl Room {
    /// All of them, the most used first.
    pub const ALL: [Self; 6] =
        [Self::Profile, Self::Figures, Self::Members, Self::Package, Self::History, Self::Settings];

    /// Its word after `/brand/<id>`; the first room has none.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Profile => "",
            Self::Figures => "figures",
            Self::Members => "members",
            Self::Package => "package",
            Self::History => "history",
            Self::Settings => "settings",
        }
    }

    /// Where it is in the workspace of a brand.
    pub fn address(self, brand: BrandId) -> String {
        match self.word() {
            "" => format!("/brand/{brand}"),
            word => format!("/brand/{brand}/{word}"),
        }
    }
}

/// A page of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrandPage {
    /// A room of a brand.
    In(BrandId, Room),
    /// Its campaigns.
    Campaigns(BrandId, campaigns::Page),
    /// Its messages. The inbox finds its thread itself, so that the list stays when another is opened.
    Messages(BrandId),
    /// There is no such page.
    Nowhere,
}

impl BrandPage {
    /// The page at a path below `/brand`.
    pub fn at(path: &str) -> Self {
        let parts = address::segments(path);
        let parts: Vec<&str> = parts.iter().skip(1).map(String::as_str).collect();
        if let [brand, "campaigns", rest @ ..] = parts.as_slice() {
            return match (brand.parse(), campaigns::Page::at(rest)) {
                (Ok(brand), Some(page)) => Self::Campaigns(brand, page),
                _ => Self::Nowhere,
            };
        }
        if let [brand, "messages", thread @ ..] = parts.as_slice() {
            let thread: Option<Result<ApplicationId, _>> = thread.first().map(|thread| thread.parse());
            return match (brand.parse(), parts.len(), thread) {
                (Ok(brand), 2, _) | (Ok(brand), 3, Some(Ok(_))) => Self::Messages(brand),
                _ => Self::Nowhere,
            };
        }
        let (brand, word) = match parts.as_slice() {
            [brand] => (brand, ""),
            [brand, word] => (brand, *word),
            _ => return Self::Nowhere,
        };
        let room = Room::ALL.into_iter().find(|room| room.word() == word);
        match (brand.parse(), room) {
            (Ok(brand), Some(room)) => Self::In(brand, room),
            _ => Self::Nowhere,
        }
    }

    /// The brand that it is about.
    pub const fn brand(self) -> Option<BrandId> {
        match self {
            Self::In(brand, _) | Self::Campaigns(brand, _) | Self::Messages(brand) => Some(brand),
            Self::Nowhere => None,
        }
    }
}

/// Fetches the chunk that shows a place.
pub fn fetch(place: BrandPlace) -> Arriving<Area> {
    match place {
        BrandPlace::Mine => Box::pin(my_brands()),
        BrandPlace::Invitation => Box::pin(invitation()),
        BrandPlace::Campaign => Box::pin(to_campaign()),
        BrandPlace::Workspace => Box::pin(brand()),
    }
}

/// Fetches the chunk that shows a page of the workspace.
fn fetch_page(page: &BrandPage) -> Arriving<BrandPage> {
    match page {
        BrandPage::Nowhere => Box::pin(async { nowhere() }),
        BrandPage::In(_, Room::Profile) => Box::pin(brand_profile()),
        BrandPage::In(_, Room::Figures) => Box::pin(brand_figures()),
        BrandPage::In(_, Room::Members) => Box::pin(brand_members()),
        BrandPage::In(_, Room::Package) => Box::pin(brand_package()),
        BrandPage::In(_, Room::History) => Box::pin(brand_history()),
        BrandPage::Campaigns(_, page) => match page {
            campaigns::Page::List => Box::pin(brand_campaigns()),
            campaigns::Page::New | campaigns::Page::Edit(_) => Box::pin(brand_editor()),
            campaigns::Page::One(_) => Box::pin(brand_campaign()),
            campaigns::Page::Applicant(..) => Box::pin(brand_applicant()),
        },
        BrandPage::Messages(_) => Box::pin(brand_messages()),
        BrandPage::In(_, Room::Settings) => Box::pin(brand_settings()),
    }
}

/// The page for addresses that lead nowhere comes with the frame.
const fn nowhere() -> Arrived<BrandPage> {
    Ok(show_nowhere)
}

fn show_nowhere(_: BrandPage) -> AnyView {
    view! { <shell::Nowhere/> }.into_any()
}

fn show_mine(_: Area) -> AnyView {
    view! { <brands::MinePage/> }.into_any()
}

fn show_invitation(_: Area) -> AnyView {
    view! { <brands::InvitationPage/> }.into_any()
}

fn show_workspace(_: Area) -> AnyView {
    view! { <shell::Shell/> }.into_any()
}

fn show_profile(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <brands::ProfilePage brand/> }).into_any()
}

fn show_figures(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <figures::FiguresPage brand/> }).into_any()
}

fn show_members(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <brands::MembersPage brand/> }).into_any()
}

fn show_package(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <brands::PackagePage brand/> }).into_any()
}

fn show_history(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <brands::HistoryPage brand/> }).into_any()
}

fn show_settings(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <brands::SettingsPage brand/> }).into_any()
}

fn show_messages(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <messages::MessagesPage brand/> }).into_any()
}

fn show_to_campaign(_: Area) -> AnyView {
    view! { <campaigns::ForwardPage/> }.into_any()
}

fn show_campaigns(page: BrandPage) -> AnyView {
    page.brand().map(|brand| view! { <campaigns::ListPage brand/> }).into_any()
}

fn show_editor(page: BrandPage) -> AnyView {
    match page {
        BrandPage::Campaigns(brand, campaigns::Page::Edit(id)) => {
            view! { <campaigns::EditPage brand id/> }.into_any()
        }
        BrandPage::Campaigns(brand, _) => view! { <campaigns::NewPage brand/> }.into_any(),
        _ => ().into_any(),
    }
}

fn show_campaign(page: BrandPage) -> AnyView {
    match page {
        BrandPage::Campaigns(brand, campaigns::Page::One(id)) => {
            view! { <campaigns::CampaignPage brand id/> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn show_applicant(page: BrandPage) -> AnyView {
    match page {
        BrandPage::Campaigns(brand, campaigns::Page::Applicant(campaign, id)) => {
            view! { <campaigns::ApplicantPage brand campaign id/> }.into_any()
        }
        _ => ().into_any(),
    }
}

chunk! {
    /// From a notice to a campaign's place in its workspace.
    to_campaign: Area => show_to_campaign
}

chunk! {
    /// The campaigns of a brand.
    brand_campaigns: BrandPage => show_campaigns
}

chunk! {
    /// The messages of a brand.
    brand_messages: BrandPage => show_messages
}

chunk! {
    /// Writing a campaign.
    brand_editor: BrandPage => show_editor
}

chunk! {
    /// One campaign and its applicants.
    brand_campaign: BrandPage => show_campaign
}

chunk! {
    /// One applicant, and the job once it is signed.
    brand_applicant: BrandPage => show_applicant
}

chunk! {
    /// One's brands, and the form that makes one.
    my_brands: Area => show_mine
}

chunk! {
    /// An invitation into a workspace.
    invitation: Area => show_invitation
}

chunk! {
    /// The frame of the workspace.
    brand: Area => show_workspace
}

chunk! {
    /// What a brand says of itself.
    brand_profile: BrandPage => show_profile
}

chunk! {
    /// What the figures of the posts for a brand add up to.
    brand_figures: BrandPage => show_figures
}

chunk! {
    /// Who works in a brand.
    brand_members: BrandPage => show_members
}

chunk! {
    /// The package of a brand.
    brand_package: BrandPage => show_package
}

chunk! {
    /// What a brand said of itself before.
    brand_history: BrandPage => show_history
}

chunk! {
    /// Handing a brand over, leaving it, throwing it away.
    brand_settings: BrandPage => show_settings
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{BrandPage, Room};

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[wasm_bindgen_test]
    fn an_address_names_a_brand_and_a_room_and_leads_back() {
        let brand = ID.parse().unwrap();
        for room in Room::ALL {
            assert_eq!(BrandPage::at(&room.address(brand)), BrandPage::In(brand, room));
        }
        for thread in ["", "/", &format!("/{ID}")] {
            assert_eq!(BrandPage::at(&format!("/brand/{ID}/messages{thread}")), BrandPage::Messages(brand));
        }
        for nowhere in ["/brand/x", "/brand/7/members", "/brand/x/members", "/brand"] {
            assert_eq!(BrandPage::at(nowhere), BrandPage::Nowhere, "{nowhere}");
        }
        for rest in ["nowhere", "members/x", "messages/x", &format!("messages/{ID}/x")] {
            assert_eq!(BrandPage::at(&format!("/brand/{ID}/{rest}")), BrandPage::Nowhere, "{rest}");
        }
    }

    // The addresses that mails and notices carry; they are written in the API.
    #[wasm_bindgen_test]
    fn what_mails_link_to_is_there() {
        let brand = ID.parse().unwrap();
        for (path, room) in [
            (format!("/brand/{ID}"), Room::Profile),
            (format!("/brand/{ID}/members"), Room::Members),
            (format!("/brand/{ID}/package"), Room::Package),
        ] {
            assert_eq!(BrandPage::at(&path), BrandPage::In(brand, room), "{path}");
        }
    }
}
