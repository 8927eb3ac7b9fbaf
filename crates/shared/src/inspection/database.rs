//! Which database one is looking at.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::time::Timestamp;

/// A database of the server, with live figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatabaseIdentity {
    /// The server, as `host:port[,…]`; never with credentials.
    pub host: String,
    /// The database's name.
    pub name: String,
    /// The environment that this installation says it is: `development`, `preview`, `production` …
    pub environment: String,
    /// The server's version.
    pub server_version: String,
    /// `embedded`, `replica_set` or `sharded`.
    pub deployment: String,
    /// The replica set's name, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replica_set: Option<String>,
    /// Whether the platform itself lives in it.
    pub is_platform: bool,
    /// Whether a restore into it was begun and not finished.
    pub unfinished_restore: bool,
    /// Collections and views, without the server's own `system.*`.
    pub collections: u64,
    /// Documents in all collections.
    pub documents: u64,
    /// Bytes of documents, uncompressed.
    pub data_bytes: u64,
    /// Bytes on disk.
    pub storage_bytes: u64,
    /// Indexes.
    pub indexes: u64,
    /// When the figures were read.
    pub at: Timestamp,
}
