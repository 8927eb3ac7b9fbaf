//! What something said before: every change of it is kept as a revision, and one can go back to each.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::audit::Change;
use crate::id::UserId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// One revision of what a brand, or a campaign, says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revision {
    /// Which one; the first is 1. Numbers rise, and some may be missing.
    pub revision: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: UserId,
    /// Their given and family name; absent when the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// What is different from the one before, by field; of the first one, everything.
    pub changes: Vec<Change>,
    /// Whether it is how things are now.
    pub current: bool,
}

/// `GET …/revisions`: newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct RevisionQuery {
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
