//! What a profile was before it changed, and the trash.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::time::Timestamp;

/// How many days a profile stays in the trash before it is removed for good.
pub const TRASH_DAYS: u16 = 30;

/// A profile lies in the trash: nobody sees it, and nothing can be done with it but to bring it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trashed {
    /// Since when.
    pub at: Timestamp,
    /// When it is removed for good.
    pub until: Timestamp,
    /// Whether the staff put it there, who alone brings it back then.
    pub by_staff: bool,
    /// Why, if somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `POST /api/creators/managed/{id}/trash`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrashManagedCreator {
    /// Why: the creator reads it, and it stands in the audit trail.
    #[garde(length(chars, min = 3, max = 500))]
    pub reason: String,
    /// The revision that was read.
    #[garde(skip)]
    pub revision: u32,
}

/// One line of the list of revisions: a state of the profile that was changed. The state itself is at
/// `…/revisions/{revision}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatorRevision {
    /// The number of the state.
    pub revision: u32,
    /// Until when the profile was so.
    pub until: Timestamp,
    /// Whether somebody of the staff changed it then; else its owner did.
    pub by_staff: bool,
    /// How it was changed then, as it stands in the audit trail: `creators.update_creator` …
    pub action: String,
    /// What differed afterwards: `bio`, `networks`, `availability.state` …
    pub changed: Vec<String>,
}
