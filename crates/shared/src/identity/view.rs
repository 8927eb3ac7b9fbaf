//! Looking at the platform as somebody else.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// How many minutes somebody of the staff may look at the platform as another account before asking again.
pub const VIEW_MINUTES: u32 = 15;

/// `POST /api/identity/users/{id}/view`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginView {
    /// Why: it stands in the audit trail. 3 to 300 characters.
    #[garde(length(chars, min = 3, max = 300))]
    pub reason: String,
}
