//! Collections with their figures.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::FromJson;
use crate::time::Timestamp;

/// What kind of collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CollectionKind {
    /// An ordinary one.
    Collection,
    /// One that forgets its oldest documents.
    Capped,
    /// A stored query.
    View,
    /// Measurements over time.
    Timeseries,
}

/// One line of the list of collections, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionSummary {
    /// Its name.
    pub name: String,
    /// What kind.
    pub kind: CollectionKind,
    /// Documents; absent for a view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents: Option<u64>,
    /// Bytes of documents, uncompressed.
    pub data_bytes: u64,
    /// Bytes on disk.
    pub storage_bytes: u64,
    /// Mean bytes of a document.
    pub average_bytes: u64,
    /// Indexes.
    pub indexes: u64,
    /// Bytes of indexes.
    pub index_bytes: u64,
    /// When it was last written to, as far as can be told: from the newest ObjectId or date field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_write: Option<Timestamp>,
    /// What `last_write` was told from: a field's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_write_field: Option<String>,
}

/// One collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionDetail {
    /// Its figures.
    pub summary: CollectionSummary,
    /// Its indexes.
    pub indexes: Vec<Index>,
    /// Its options as the server has them, in Extended JSON.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub options: Value,
    /// Fields that are masked because they hold secrets.
    pub masked_fields: Vec<String>,
}

/// One index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its whole definition, in Extended JSON.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub definition: Value,
    /// Bytes.
    pub bytes: u64,
    /// How often it was used since the server started, if the server tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<u64>,
}
