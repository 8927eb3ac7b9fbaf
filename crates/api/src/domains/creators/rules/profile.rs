//! What a creator says of themselves.

use bson::DateTime;
use serde::{Deserialize, Serialize};
use shared::creators::{
    Availability, Category, CreatorPrivacy, Network, Platform, PortfolioItem, Rate, account_url,
};
use shared::id::{MediaId, PortfolioItemId};

/// What a creator says of themselves, as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// ISO 639-1, the best first, each once.
    pub languages: Vec<String>,
    /// Each once.
    pub categories: Vec<Category>,
    /// The one list of accounts, each once.
    pub networks: Vec<Account>,
    /// In the order in which it is shown.
    pub portfolio: Vec<Work>,
    pub rates: Vec<Rate>,
    pub availability: Availability,
    /// In lower case; unique.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Whether brands find them.
    pub discoverable: bool,
    #[serde(default)]
    pub privacy: CreatorPrivacy,
}

/// One account of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub platform: Platform,
    /// As `recognise_account` gives it.
    pub handle: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<u32>,
    pub verified: bool,
}

/// One item of the portfolio: a link or a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub id: PortfolioItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<MediaId>,
    /// A picture is prepared first.
    pub ready: bool,
    pub added_at: DateTime,
}

impl Profile {
    /// Somebody who has said nothing but a name.
    pub fn begun(name: &str) -> Self {
        Self {
            name: name.trim().to_owned(),
            bio: None,
            city: None,
            languages: Vec::new(),
            categories: Vec::new(),
            networks: Vec::new(),
            portfolio: Vec::new(),
            rates: Vec::new(),
            availability: Availability::default(),
            handle: None,
            discoverable: true,
            privacy: CreatorPrivacy::default(),
        }
    }
}

impl Account {
    /// What makes it the same account, whoever has it.
    pub fn key(&self) -> String {
        format!("{}:{}", self.platform.as_str(), self.handle)
    }

    /// The account with its address.
    pub fn to_network(&self) -> Network {
        Network {
            platform: self.platform,
            handle: self.handle.clone(),
            url: account_url(self.platform, &self.handle),
            followers: self.followers,
            verified: self.verified,
        }
    }
}

impl Work {
    /// The item as its owner sees it.
    pub fn to_item(&self) -> PortfolioItem {
        PortfolioItem {
            id: self.id,
            title: self.title.clone(),
            url: self.url.clone(),
            picture: self.picture,
            ready: self.ready,
            added_at: self.added_at.to_jiff(),
        }
    }
}
