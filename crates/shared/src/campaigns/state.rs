//! Where a campaign stands.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// Where a campaign stands. It goes from draft over published and closed to completed; it can be cancelled before it is
/// completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CampaignState {
    /// Being written; only the brand sees it.
    Draft,
    /// Open to applications until its deadline.
    Published,
    /// No more applications; those that came are decided and carried out.
    Closed,
    /// Everything was done.
    Completed,
    /// Called off, with a reason.
    Cancelled,
}

impl CampaignState {
    /// All of them, in the order of a campaign's life.
    pub const ALL: &'static [Self] =
        &[Self::Draft, Self::Published, Self::Closed, Self::Completed, Self::Cancelled];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CampaignState;

    #[test]
    fn a_word_is_what_travels() {
        for state in CampaignState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
