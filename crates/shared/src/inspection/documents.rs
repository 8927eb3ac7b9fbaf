//! Reading documents, and taking them away as a file.

use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::FromJson;
use crate::page::valid_limit;

/// Which documents. Filter, projection and sort are Extended JSON objects.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct DocumentQuery {
    /// A filter as for `find`, such as `{"status": "pending"}`; all if absent. Operators that run code are refused.
    #[garde(inner(length(max = 20_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Which fields, such as `{"email": 1}`; all if absent.
    #[garde(inner(length(max = 20_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection: Option<String>,
    /// In which order, such as `{"created_at": -1}`; `_id` decides between equals, and alone if absent.
    #[garde(inner(length(max = 2_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 50_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// One page of documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentPage {
    /// The documents in canonical Extended JSON, their fields in the stored order.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub documents: Vec<Value>,
    /// How many the filter matches in all; absent where counting took too long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<u64>,
    /// Paths that were masked on this page because they hold secrets.
    pub masked_fields: Vec<String>,
    /// Pass it as `cursor` to get the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The form of an exported file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// One relaxed Extended JSON document a line.
    #[default]
    Ndjson,
    /// A table: one column a path, safe to open in a spreadsheet.
    Csv,
    /// One array of canonical Extended JSON.
    Ejson,
}

/// What to export: exactly what the filter shows, all pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams, utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ExportQuery {
    /// The form of the file; NDJSON if absent.
    #[garde(skip)]
    pub format: ExportFormat,
    /// As in the list.
    #[garde(inner(length(max = 20_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// As in the list.
    #[garde(inner(length(max = 20_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection: Option<String>,
    /// As in the list.
    #[garde(inner(length(max = 2_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}
