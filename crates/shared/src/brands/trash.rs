//! Brands that were thrown away, and can be brought back for a while.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{BrandId, MediaId};
use crate::json::FromJson;
use crate::time::Timestamp;

/// How many days a brand stays in the trash.
pub const DAYS_IN_TRASH: u32 = 30;

/// Where a brand stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BrandState {
    /// In use.
    #[default]
    Open,
    /// Thrown away; it can be brought back until its time there is over.
    Trashed,
    /// Gone for good: nobody works in it. What refers to it still finds its name.
    Closed,
}

impl BrandState {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Trashed, Self::Closed];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Trashed => "trashed",
            Self::Closed => "closed",
        }
    }
}

/// A brand in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrashedBrand {
    /// The brand.
    pub brand_id: BrandId,
    /// Its name.
    pub company: String,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// When it was thrown away.
    pub trashed_at: Timestamp,
    /// When it is closed for good, unless it is brought back before.
    pub closes_at: Timestamp,
    /// Whether the platform's staff threw it away: then only they bring it back.
    pub by_staff: bool,
}

/// `POST /api/brands/{brand_id}/record/trash`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrashBrand {
    /// Why: it stands in the audit trail. 3 to 500 characters.
    #[garde(length(chars, min = 3, max = 500))]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::BrandState;

    #[test]
    fn states_travel_as_words() {
        for state in BrandState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
