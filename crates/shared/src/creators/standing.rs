//! What the staff decides about a creator.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Platform, Trashed};
use crate::id::{CreatorId, UserId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// What the staff grants. It has nothing to do with the level of rewards.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CreatorLevel {
    /// Learns; where everybody begins.
    #[default]
    Trainee,
    /// The staff knows who it is.
    Verified,
    /// Has shown good work.
    Pro,
}

impl CreatorLevel {
    /// All of them, from low to high.
    pub const ALL: &'static [Self] = &[Self::Trainee, Self::Verified, Self::Pro];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trainee => "trainee",
            Self::Verified => "verified",
            Self::Pro => "pro",
        }
    }
}

/// Whether a creator may be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CreatorStatus {
    /// In use.
    #[default]
    Active,
    /// The staff has taken it out of sight: no kit, no search, no applications.
    Hidden,
}

/// `GET /api/creators/managed`: which creators, newest first, whatever they show.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedCreatorQuery {
    /// Words that begin a word of the name or the kit's handle; accents and case do not matter.
    #[garde(inner(length(chars, max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only of this level.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<CreatorLevel>,
    /// Only in this state.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CreatorStatus>,
    /// Only who can apply, or only who cannot.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// What lies in the trash instead of what does not.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trashed: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// One line of the staff's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManagedCreator {
    /// The creator.
    pub id: CreatorId,
    /// The account that it belongs to.
    pub user_id: UserId,
    /// What they are called.
    pub name: String,
    /// The last part of the address of their media kit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// What the staff has granted.
    pub level: CreatorLevel,
    /// Whether it may be seen.
    pub status: CreatorStatus,
    /// Whether they can apply.
    pub complete: bool,
    /// How many accounts of networks there are.
    pub networks: u32,
    /// How many of them are verified.
    pub verified_networks: u32,
    /// It lies in the trash; absent: it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed: Option<Trashed>,
    /// Since when.
    pub created_at: Timestamp,
}

/// Whether an account of a network was seen to be the creator's.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkProof {
    /// Which network.
    #[garde(skip)]
    pub platform: Platform,
    /// The account's name as it stands in the list.
    #[garde(length(min = 1, max = 120))]
    pub handle: String,
    /// Whether it is theirs.
    #[garde(skip)]
    pub verified: bool,
}

/// `PATCH /api/creators/managed/{id}`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateManagedCreator {
    /// What is granted from now on.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<CreatorLevel>,
    /// Whether it may be seen from now on.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<CreatorStatus>,
    /// Which accounts of networks were seen to be theirs, or turned out not to be.
    #[garde(length(max = 16), dive)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub networks: Vec<NetworkProof>,
    /// Why: it stands in the audit trail. Asked for when somebody is hidden.
    #[garde(inner(length(chars, min = 3, max = 500)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The revision that was read.
    #[garde(skip)]
    pub revision: u32,
}

#[cfg(test)]
mod tests {
    use super::CreatorLevel;

    #[test]
    fn levels_rise() {
        assert!(CreatorLevel::ALL.is_sorted());
        for level in CreatorLevel::ALL {
            assert_eq!(serde_json::to_value(level).unwrap(), level.as_str());
        }
    }
}
