//! The media kit: what this reader may see of a creator.

use serde::{Deserialize, Serialize};

use super::{Availability, Category, CreatorLevel, OnTime, Platform, PortfolioItem, Rate};
use crate::id::CreatorId;
use crate::identity::Avatar;
use crate::json::FromJson;
use crate::stars::Stars;
use crate::time::Timestamp;

/// One account of a network, as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KitNetwork {
    /// Which network.
    pub platform: Platform,
    /// The account's name, without `@`.
    pub handle: String,
    /// The account's address.
    pub url: String,
    /// How many follow it, as its owner says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<u32>,
    /// Whether somebody of the staff has seen that the account is the creator's.
    pub verified: bool,
}

/// `GET /api/creators/kits/{handle}` and `GET /api/creators/{id}`: a creator as this reader may see them. What may not
/// be seen is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediaKit {
    /// The creator.
    pub id: CreatorId,
    /// The last part of the kit's address, `/c/<handle>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// What they are called.
    pub name: String,
    /// Whether it is the reader's own, which shows everything.
    pub yours: bool,
    /// What the staff has granted.
    pub level: CreatorLevel,
    /// What they speak about.
    pub categories: Vec<Category>,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// A text on themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// What they speak: ISO 639-1, the best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// Where they publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub networks: Option<Vec<KitNetwork>>,
    /// What they show of their work, in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portfolio: Option<Vec<PortfolioItem>>,
    /// What they ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rates: Option<Vec<Rate>>,
    /// Whether they take work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// How punctual they have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time: Option<OnTime>,
    /// How they were rated; absent before the first rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<Stars>,
    /// Since when they are a creator here.
    pub member_since: Timestamp,
}
