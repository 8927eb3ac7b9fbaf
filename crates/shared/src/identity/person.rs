//! What concerns the person behind an account: another address, a copy of their data, leaving for good.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::valid_email;
use crate::id::JobId;
use crate::json::FromJson;
use crate::time::Timestamp;

/// `POST /api/identity/email/change`: a link is mailed to the new address; until it is followed nothing changes.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeEmail {
    /// The address to sign in with from then on.
    #[garde(custom(valid_email), length(max = 254))]
    pub new_email: String,
}

/// `POST /api/identity/email/confirm` and `POST /api/identity/email/undo`: what the mailed link carries.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailLink {
    /// The token of the mailed link; good once.
    #[garde(length(min = 1, max = 200))]
    pub token: String,
}

/// Where a copy of one's data stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DataExportState {
    /// Being gathered.
    Gathering,
    /// Can be downloaded.
    Ready,
    /// Was not finished; ask for another.
    Failed,
}

/// `GET /api/identity/data-export`: one copy of one's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataExport {
    /// The job that gathers it; see `GET /api/system/jobs/{id}`.
    pub job_id: JobId,
    /// Where it stands.
    pub state: DataExportState,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when it can be downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The size of the ZIP file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
}

/// `DELETE /api/identity/me`: asks for the account to be deleted.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeleteAccount {
    /// One's own address, typed: so that nobody does it by mistake.
    #[garde(length(min = 1, max = 254))]
    pub email: String,
}

/// The answer: the account is closed, and erased then. Signing in before takes it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosingAccount {
    /// When the person is erased.
    pub erase_at: Timestamp,
}
