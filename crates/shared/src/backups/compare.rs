//! Holding an archive against a live database.

use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::valid_optional_database_name;
use crate::json::FromJson;
use crate::time::Timestamp;

/// Asks for a comparison of an archive with a database of the server.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompareBackup {
    /// The database to hold it against; the one it was read from if absent.
    #[garde(custom(valid_optional_database_name))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// When.
    pub compared_at: Timestamp,
    /// Whether both sides hold the same, to the byte.
    pub equal: bool,
    /// The left side, such as `archive avenue-….tar.zst`.
    pub left: String,
    /// The right side, such as `database copia`.
    pub right: String,
    /// Collections held against each other.
    pub collections: u64,
    /// Documents held against each other.
    pub documents: u64,
    /// Collections that only the left side has.
    pub missing_collections: Vec<String>,
    /// Collections that only the right side has.
    pub extra_collections: Vec<String>,
    /// The collections that differ; equal ones are left out.
    pub differences: Vec<CollectionComparison>,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// How one collection differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionComparison {
    /// Its name.
    pub name: String,
    /// Documents on the left.
    pub left_documents: u64,
    /// Documents on the right.
    pub right_documents: u64,
    /// Documents that only the left side has.
    pub missing: u64,
    /// Documents that only the right side has.
    pub extra: u64,
    /// Documents that both have, differently.
    pub changed: u64,
    /// The first `_id`s that only the left side has, in canonical Extended JSON.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Value>))]
    pub missing_ids: Vec<Value>,
    /// The first `_id`s that only the right side has.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Value>))]
    pub extra_ids: Vec<Value>,
    /// The first `_id`s that differ.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Value>))]
    pub changed_ids: Vec<Value>,
    /// Differences of indexes, options or definitions, each in one sentence.
    pub definitions: Vec<String>,
}
