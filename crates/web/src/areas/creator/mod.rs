//! A creator's own area: its frame, which knows the profile, is one chunk, and each of its pages another.

pub mod applications;
mod begin;
mod context;
mod figures;
mod history;
pub mod messages;
mod networks;
mod order;
mod portfolio;
mod privacy;
mod profile;
mod rates;
mod shell;
mod trash;

use leptos::prelude::*;

use super::Area;
use crate::components::arrival::{Arriving, chunk};

/// The pages of a creator's own area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CreatorPage {
    /// What one says of oneself, whether one takes work, and one's public address.
    #[default]
    Profile,
    /// The accounts of networks.
    Networks,
    /// The rate card.
    Rates,
    /// What one shows of one's work.
    Portfolio,
    /// What the figures of one's posts add up to.
    Figures,
    /// Who may see what.
    Privacy,
    /// Earlier states, and the trash.
    History,
}

impl CreatorPage {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Profile,
        Self::Networks,
        Self::Rates,
        Self::Portfolio,
        Self::Figures,
        Self::Privacy,
        Self::History,
    ];

    /// The page at a path; none where the path leads elsewhere.
    pub fn at(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        Self::ALL.into_iter().find(|page| page.path() == path)
    }

    /// Where it is.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Profile => "/creator",
            Self::Networks => "/creator/networks",
            Self::Rates => "/creator/rates",
            Self::Portfolio => "/creator/portfolio",
            Self::Figures => "/creator/figures",
            Self::Privacy => "/creator/privacy",
            Self::History => "/creator/history",
        }
    }
}

/// Fetches the frame.
pub fn fetch() -> Arriving<Area> {
    Box::pin(creator())
}

/// Fetches the chunk that shows a page inside the frame.
fn fetch_page(page: &CreatorPage) -> Arriving<CreatorPage> {
    match page {
        CreatorPage::Profile => Box::pin(creator_profile()),
        CreatorPage::Networks => Box::pin(creator_networks()),
        CreatorPage::Rates => Box::pin(creator_rates()),
        CreatorPage::Portfolio => Box::pin(creator_portfolio()),
        CreatorPage::Figures => Box::pin(creator_figures()),
        CreatorPage::Privacy => Box::pin(creator_privacy()),
        CreatorPage::History => Box::pin(creator_history()),
    }
}

fn show(_: Area) -> AnyView {
    view! { <shell::Shell/> }.into_any()
}

fn show_profile(_: CreatorPage) -> AnyView {
    view! { <profile::ProfilePage/> }.into_any()
}

fn show_networks(_: CreatorPage) -> AnyView {
    view! { <networks::NetworksPage/> }.into_any()
}

fn show_rates(_: CreatorPage) -> AnyView {
    view! { <rates::RatesPage/> }.into_any()
}

fn show_portfolio(_: CreatorPage) -> AnyView {
    view! { <portfolio::PortfolioPage/> }.into_any()
}

fn show_figures(_: CreatorPage) -> AnyView {
    view! { <figures::FiguresPage/> }.into_any()
}

fn show_privacy(_: CreatorPage) -> AnyView {
    view! { <privacy::PrivacyPage/> }.into_any()
}

fn show_history(_: CreatorPage) -> AnyView {
    view! { <history::HistoryPage/> }.into_any()
}

chunk! {
    /// The frame: who is no creator yet becomes one, and what lies in the trash comes back.
    creator: Area => show
}

chunk! {
    /// What one says of oneself.
    creator_profile: CreatorPage => show_profile
}

chunk! {
    /// The accounts of networks.
    creator_networks: CreatorPage => show_networks
}

chunk! {
    /// The rate card.
    creator_rates: CreatorPage => show_rates
}

chunk! {
    /// The portfolio.
    creator_portfolio: CreatorPage => show_portfolio
}

chunk! {
    /// What the figures of one's posts add up to.
    creator_figures: CreatorPage => show_figures
}

chunk! {
    /// Who may see what.
    creator_privacy: CreatorPage => show_privacy
}

chunk! {
    /// Earlier states, and the trash.
    creator_history: CreatorPage => show_history
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::CreatorPage;

    #[wasm_bindgen_test]
    fn a_path_names_a_page_or_none() {
        assert_eq!(CreatorPage::at("/creator"), Some(CreatorPage::Profile));
        assert_eq!(CreatorPage::at("/creator/networks/"), Some(CreatorPage::Networks));
        for elsewhere in ["/creators", "/creator/x", "/creator/networks/x", "/", "/creatornetworks"] {
            assert_eq!(CreatorPage::at(elsewhere), None, "{elsewhere}");
        }
        for page in CreatorPage::ALL {
            assert_eq!(CreatorPage::at(page.path()), Some(page));
        }
    }
}
