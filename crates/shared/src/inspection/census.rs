//! What is really in a collection: every document is read, none is sampled.

use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::FromJson;
use crate::time::Timestamp;

/// The census of a whole collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Census {
    /// When it was finished.
    pub at: Timestamp,
    /// The database.
    pub database: String,
    /// The collection.
    pub collection: String,
    /// Documents read: all of them.
    pub documents: u64,
    /// Each path, `items[].sku` for fields inside arrays, by falling presence.
    pub fields: Vec<FieldCensus>,
    /// Paths beyond the most that a census keeps (2,000); zero means that none was left out.
    pub paths_left_out: u64,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// One path of a census. Values are those that are neither objects nor arrays: what is inside these has paths of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldCensus {
    /// The path.
    pub path: String,
    /// Documents that have it.
    pub present: u64,
    /// How often each BSON type stands there.
    pub types: Vec<TypeCount>,
    /// Distinct values, told apart by type and bytes: exact up to 10,000, estimated beyond.
    pub distinct: u64,
    /// Whether `distinct` is exact.
    pub distinct_exact: bool,
    /// The smallest value in BSON order, in Extended JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Value>))]
    pub smallest: Option<Value>,
    /// The largest value in BSON order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Value>))]
    pub largest: Option<Value>,
    /// The most frequent values.
    pub common: Vec<ValueCount>,
    /// Values that stand only once or twice: the long tail, the first few.
    pub rare: Vec<ValueCount>,
    /// Whether values are masked because they hold secrets.
    pub masked: bool,
}

/// How often a BSON type stands at a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeCount {
    /// The type's name as in `$type`: `string`, `int`, `objectId` …
    #[serde(rename = "type")]
    pub kind: String,
    /// How often.
    pub count: u64,
}

/// How often a value stands at a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueCount {
    /// The value, in Extended JSON; long ones are cut.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub value: Value,
    /// How often: exact while `distinct` is exact, else at least so often.
    pub count: u64,
}

/// Asks which values of a field point to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferenceCheck {
    /// The field that refers, such as `creator_id`.
    #[garde(length(min = 1, max = 500))]
    pub field: String,
    /// The collection that it refers to.
    #[garde(length(min = 1, max = 255))]
    pub target_collection: String,
    /// The field there, such as `id` or `_id`.
    #[garde(length(min = 1, max = 500))]
    pub target_field: String,
}

/// Which references point to nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DanglingReferences {
    /// When it was finished.
    pub at: Timestamp,
    /// The database.
    pub database: String,
    /// The collection that refers.
    pub collection: String,
    /// The question.
    pub check: ReferenceCheck,
    /// Documents read.
    pub documents: u64,
    /// Documents whose reference finds its target.
    pub resolved: u64,
    /// Documents without the field, or with null in it.
    pub absent: u64,
    /// Documents whose reference finds nothing.
    pub dangling: u64,
    /// The first values that find nothing (at most 200), by falling count.
    pub values: Vec<DanglingValue>,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// One value that points to nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DanglingValue {
    /// The value, in Extended JSON.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub value: Value,
    /// Documents that have it.
    pub count: u64,
    /// The `_id` of one of them, in Extended JSON.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub example_id: Value,
}
