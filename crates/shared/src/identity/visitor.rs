//! Somebody without an account: what was done before signing up.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::time::Timestamp;

/// `POST /api/identity/visitor`: somebody without an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visitor {
    /// The signed id: browsers have it as a cookie, programs send it in the header `X-Avenue-Visitor`.
    pub token: String,
    /// From when on it is forgotten, unless it is used before.
    pub expires_at: Timestamp,
    /// What was done with it, oldest first; at most the last hundred.
    pub history: Vec<Visit>,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visit {
    /// What was done: `conversion`, say.
    pub kind: String,
    /// What with: an id or an address.
    pub reference: String,
    /// When.
    pub at: Timestamp,
}
