//! What a reader may see of a creator.

use shared::creators::{AvailabilityState, CreatorPrivacy, KitNetwork, OnTime, PortfolioItem, Rate};
use shared::id::MediaId;

use super::availability::state_on;
use super::profile::{Profile, Work};
use crate::domains::identity::Reader;

/// A profile through the eyes of a reader: what may not be seen is absent.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    profile: &'a Profile,
    reader: Reader,
}

impl<'a> Shown<'a> {
    /// What this reader sees.
    pub const fn to(reader: Reader, profile: &'a Profile) -> Self {
        Self { profile, reader }
    }

    const fn privacy(self) -> CreatorPrivacy {
        self.profile.privacy
    }

    /// The text on themselves.
    pub fn bio(self) -> Option<String> {
        self.profile.bio.clone().filter(|_| self.reader.sees(self.privacy().bio))
    }

    /// The city.
    pub fn city(self) -> Option<String> {
        self.profile.city.clone().filter(|_| self.reader.sees(self.privacy().city))
    }

    /// The languages.
    pub fn languages(self) -> Option<Vec<String>> {
        self.reader.sees(self.privacy().languages).then(|| self.profile.languages.clone())
    }

    /// The accounts, with their followers where those may be seen.
    pub fn networks(self) -> Option<Vec<KitNetwork>> {
        let counts = self.reader.sees(self.privacy().followers);
        let network = |account: &super::profile::Account| {
            let network = account.to_network();
            KitNetwork {
                platform: network.platform,
                handle: network.handle,
                url: network.url,
                followers: network.followers.filter(|_| counts),
                verified: network.verified,
            }
        };
        self.reader.sees(self.privacy().networks).then(|| self.profile.networks.iter().map(network).collect())
    }

    /// The portfolio: what is ready, and for its owner everything.
    pub fn portfolio(self) -> Option<Vec<PortfolioItem>> {
        let seen = |item: &&Work| item.ready || self.reader == Reader::Owner;
        self.reader
            .sees(self.privacy().portfolio)
            .then(|| self.profile.portfolio.iter().filter(seen).map(Work::to_item).collect())
    }

    /// The first picture of the portfolio.
    pub fn picture(self) -> Option<MediaId> {
        self.portfolio()?.into_iter().filter(|item| item.ready).find_map(|item| item.picture)
    }

    /// The rate card.
    pub fn rates(self) -> Option<Vec<Rate>> {
        self.reader.sees(self.privacy().rates).then(|| self.profile.rates.clone())
    }

    /// Whether work is taken on a day.
    pub fn availability_on(self, today: &str) -> Option<AvailabilityState> {
        self.reader.sees(self.privacy().availability).then(|| state_on(&self.profile.availability, today))
    }

    /// How punctual they have been.
    pub fn on_time(self, score: Option<OnTime>) -> Option<OnTime> {
        score.filter(|_| self.reader.sees(self.privacy().on_time))
    }
}
