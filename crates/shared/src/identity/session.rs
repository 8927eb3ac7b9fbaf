//! Signed-in devices.

use serde::{Deserialize, Serialize};

use crate::id::SessionId;
use crate::json::FromJson;
use crate::time::Timestamp;

/// One signed-in device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it last renewed its access.
    pub last_seen_at: Timestamp,
    /// When it ends unless used.
    pub expires_at: Timestamp,
    /// The address it last came from.
    pub ip: String,
    /// The browser or program, as it named itself.
    pub user_agent: String,
}
