//! Pages of long lists. Every list pages by an opaque cursor and says how it is sorted.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// How many items a page has when the request names no limit.
pub const DEFAULT_LIMIT: u32 = 20;
/// The most items that a page may have.
pub const MAX_LIMIT: u32 = 100;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items of this page, in the list's order.
    pub items: Vec<T>,
    /// Pass it as `cursor` to get the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Checks a page size: 1 to [`MAX_LIMIT`].
pub fn valid_limit(limit: &Option<u32>, _: &()) -> garde::Result {
    match limit {
        Some(limit) if !(1..=MAX_LIMIT).contains(limit) => {
            Err(garde::Error::new(format!("must be between 1 and {MAX_LIMIT}")))
        }
        _ => Ok(()),
    }
}
