//! A creator as other parts of the platform know one: to decide who fits a campaign, and to remember who applied.

use serde::{Deserialize, Serialize};

use super::{Availability, Category, CreatorLevel, CreatorStatus, MissingPart, Network, OnTime, Rate};
use crate::id::{CreatorId, UserId};
use crate::json::FromJson;
use crate::time::Timestamp;

/// A creator as the rules of other domains see one. It leaves the API only to its owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatorCard {
    /// The creator.
    pub id: CreatorId,
    /// The account that it belongs to.
    pub user_id: UserId,
    /// What they are called.
    pub name: String,
    /// Whether they say enough of themselves to apply.
    pub complete: bool,
    /// What is missing for that.
    pub missing: Vec<MissingPart>,
    /// Who is hidden cannot apply.
    pub status: CreatorStatus,
    /// What the staff has granted.
    pub level: CreatorLevel,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// What they speak: ISO 639-1.
    pub languages: Vec<String>,
    /// What they speak about.
    pub categories: Vec<Category>,
    /// Where they publish.
    pub networks: Vec<Network>,
}

/// A creator as they were when they applied: what the brand decides on, whatever changes later. Who applies shows
/// everything that stands here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatorSnapshot {
    /// The creator.
    pub id: CreatorId,
    /// The account that it belonged to.
    pub user_id: UserId,
    /// What they were called.
    pub name: String,
    /// The last part of the address of their media kit, `/c/<handle>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// What the staff had granted.
    pub level: CreatorLevel,
    /// A text on themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// Where they lived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// What they spoke: ISO 639-1.
    pub languages: Vec<String>,
    /// What they spoke about.
    pub categories: Vec<Category>,
    /// Where they published.
    pub networks: Vec<Network>,
    /// What they asked for it.
    pub rates: Vec<Rate>,
    /// Whether they took work.
    pub availability: Availability,
    /// How punctual they had been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time: Option<OnTime>,
    /// When this was noted.
    pub taken_at: Timestamp,
}
