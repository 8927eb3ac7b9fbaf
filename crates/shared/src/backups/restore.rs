//! Restoring an archive into a database.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Comparison, valid_database_name};
use crate::json::FromJson;
use crate::time::Timestamp;

/// Asks for a restore. Never silently over an existing database.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestoreBackup {
    /// The database to restore into; it must be empty or new.
    #[garde(custom(valid_database_name))]
    pub database: String,
    /// Only these collections; all if empty.
    #[garde(length(max = 1000), inner(length(min = 1, max = 255)))]
    #[serde(default)]
    pub collections: Vec<String>,
    /// Let nothing expire in the restored database: TTL indexes are built without their time. For a copy to look into;
    /// otherwise the server deletes what has expired within about a minute.
    #[garde(skip)]
    #[serde(default)]
    pub keep_expired: bool,
    /// The name of the database once more, typed by the person who asks.
    #[garde(matches(database))]
    pub confirmation: String,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restoration {
    /// When it was finished.
    pub finished_at: Timestamp,
    /// The database restored into.
    pub database: String,
    /// Collections restored.
    pub collections: Vec<RestoredCollection>,
    /// Documents restored.
    pub documents: u64,
    /// What would make documents expire and was left out, as `<collection>: <what>`.
    #[serde(default)]
    pub expiry_suspended: Vec<String>,
    /// The comparison afterwards.
    pub comparison: Comparison,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// One collection that was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestoredCollection {
    /// Its name.
    pub name: String,
    /// Documents restored.
    pub documents: u64,
    /// Indexes built.
    pub indexes: u64,
}
