//! Who may see which part of a creator.

use serde::{Deserialize, Serialize};

use crate::identity::Visibility;
use crate::json::FromJson;

/// Who may see what of a creator: on the media kit, and in the search of brands, which finds nobody by what it may not
/// show. The name, the level and the categories are open to whoever sees the creator at all. Who applies to a campaign
/// shows everything to its brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct CreatorPrivacy {
    /// The picture of the account.
    pub avatar: Visibility,
    /// The text on oneself.
    pub bio: Visibility,
    /// The city.
    pub city: Visibility,
    /// The languages.
    pub languages: Visibility,
    /// The accounts of networks.
    pub networks: Visibility,
    /// How many follow them.
    pub followers: Visibility,
    /// The portfolio.
    pub portfolio: Visibility,
    /// The rate card.
    pub rates: Visibility,
    /// Whether work is taken.
    pub availability: Visibility,
    /// How punctual they have been.
    pub on_time: Visibility,
}

impl Default for CreatorPrivacy {
    /// A media kit is made to be seen; what it costs is for who is signed in.
    fn default() -> Self {
        Self {
            avatar: Visibility::Public,
            bio: Visibility::Public,
            city: Visibility::Public,
            languages: Visibility::Public,
            networks: Visibility::Public,
            followers: Visibility::Public,
            portfolio: Visibility::Public,
            rates: Visibility::Members,
            availability: Visibility::Members,
            on_time: Visibility::Public,
        }
    }
}

/// A change of [`CreatorPrivacy`]; what is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateCreatorPrivacy {
    /// The picture of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Visibility>,
    /// The text on oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<Visibility>,
    /// The city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Visibility>,
    /// The languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Visibility>,
    /// The accounts of networks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub networks: Option<Visibility>,
    /// How many follow them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<Visibility>,
    /// The portfolio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portfolio: Option<Visibility>,
    /// The rate card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rates: Option<Visibility>,
    /// Whether work is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Visibility>,
    /// How punctual they have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time: Option<Visibility>,
}

impl UpdateCreatorPrivacy {
    /// The privacy after this change.
    pub fn over(self, before: CreatorPrivacy) -> CreatorPrivacy {
        CreatorPrivacy {
            avatar: self.avatar.unwrap_or(before.avatar),
            bio: self.bio.unwrap_or(before.bio),
            city: self.city.unwrap_or(before.city),
            languages: self.languages.unwrap_or(before.languages),
            networks: self.networks.unwrap_or(before.networks),
            followers: self.followers.unwrap_or(before.followers),
            portfolio: self.portfolio.unwrap_or(before.portfolio),
            rates: self.rates.unwrap_or(before.rates),
            availability: self.availability.unwrap_or(before.availability),
            on_time: self.on_time.unwrap_or(before.on_time),
        }
    }
}
