//! Restore drills: a backup is only proven once it was restored.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{BackupId, DrillId};
use crate::json::FromJson;
use crate::time::Timestamp;

/// Asks for a drill.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunDrill {
    /// The backup to restore; the newest finished one if absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_id: Option<BackupId>,
}

/// How a drill ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DrillVerdict {
    /// Verified, restored, compared: equal.
    Passed,
    /// Not; `detail` says what.
    Failed,
}

/// The certificate of one drill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Drill {
    /// The drill.
    pub id: DrillId,
    /// When it ended.
    pub at: Timestamp,
    /// How it ended.
    pub verdict: DrillVerdict,
    /// The backup that was restored; absent for an archive without a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_id: Option<BackupId>,
    /// Its archive's file name.
    pub file_name: String,
    /// SHA-256 of its archive, in hex; empty for an archive without a record that cannot be read.
    pub sha256: String,
    /// The database that it holds; empty likewise.
    pub database: String,
    /// The instant that it represents; absent if nothing tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<Timestamp>,
    /// The scratch database, dropped since.
    pub scratch_database: String,
    /// Collections restored and compared.
    pub collections: u64,
    /// Documents restored and compared.
    pub documents: u64,
    /// Bytes of documents restored and compared.
    pub bytes: u64,
    /// Indexes restored and compared.
    pub indexes: u64,
    /// Milliseconds to verify.
    pub verify_milliseconds: u64,
    /// Milliseconds to restore.
    pub restore_milliseconds: u64,
    /// Milliseconds to compare.
    pub compare_milliseconds: u64,
    /// The finding in one sentence.
    pub detail: String,
}
