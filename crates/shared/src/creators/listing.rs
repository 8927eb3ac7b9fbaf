//! Finding creators, for brands and on the public site.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{AvailabilityState, Category, CreatorLevel, KitNetwork, OnTime, Platform};
use crate::creators::valid_language;
use crate::id::{CreatorId, MediaId};
use crate::identity::Avatar;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::stars::Stars;

/// `GET /api/creators` and `GET /api/creators/public`: which creators, newest first. Somebody is found only by what they
/// show to the readers of the list: to whoever is signed in, or to everybody.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CreatorQuery {
    /// Words that begin a word of the name, the city, the text or an account; accents and case do not matter.
    #[garde(inner(length(chars, max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only who speaks about this.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Only who lives there; accents and case do not matter.
    #[garde(inner(length(chars, max = 80)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Only who speaks this language: ISO 639-1.
    #[garde(inner(custom(valid_language)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Only of this level.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<CreatorLevel>,
    /// Only who publishes there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// Only who has at least so many followers, on that network or on any.
    #[garde(inner(range(max = 2_000_000_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_followers: Option<u32>,
    /// Only who is in this state today.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<AvailabilityState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// One line of the list of creators. What may not be seen is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatorSummary {
    /// The creator.
    pub id: CreatorId,
    /// The last part of the address of their media kit, `/c/<handle>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// What they are called.
    pub name: String,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// What the staff has granted.
    pub level: CreatorLevel,
    /// What they speak about.
    pub categories: Vec<Category>,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Where they publish.
    pub networks: Vec<KitNetwork>,
    /// The first picture of the portfolio, at `/api/media/<id>/<size>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<MediaId>,
    /// Whether they take work today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<AvailabilityState>,
    /// How punctual they have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time: Option<OnTime>,
    /// How they were rated; absent before the first rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<Stars>,
}
