//! Cursors: where the next page starts, as an opaque text.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::page::{DEFAULT_LIMIT, Page};

use super::{ApiError, ApiResult};

/// How many documents to read for a page: one more than it shows, to know whether there is a next one.
pub fn limit(asked: Option<u32>) -> usize {
    usize::try_from(asked.unwrap_or(DEFAULT_LIMIT)).unwrap_or(usize::MAX)
}

/// Writes a place in a list as a cursor.
pub fn encode(place: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(place).unwrap_or_default())
}

/// Reads a cursor.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on `cursor` when it is not one that this list gave.
pub fn decode<T: DeserializeOwned>(cursor: Option<&str>) -> ApiResult<Option<T>> {
    let Some(cursor) = cursor else { return Ok(None) };
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok())
        .map(Some)
        .ok_or_else(|| ApiError::field("cursor", "must be a next_cursor that this list gave"))
}

/// Makes a page of `limit` items from at most `limit + 1` that were read; `place` tells where an item stands.
pub fn page<T, P: Serialize>(mut items: Vec<T>, limit: usize, place: impl Fn(&T) -> P) -> Page<T> {
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = if more { items.last().map(|last| encode(&place(last))) } else { None };
    Page { items, next_cursor }
}

#[cfg(test)]
mod tests {
    use super::{decode, page};

    #[test]
    fn the_cursor_of_a_page_is_the_place_of_its_last_item() {
        let first = page(vec![9, 8, 7], 2, |n| *n);
        assert_eq!(first.items, [9, 8]);
        assert_eq!(decode::<i32>(first.next_cursor.as_deref()).unwrap(), Some(8));
        assert!(page(vec![7], 2, |n| *n).next_cursor.is_none());
        assert!(decode::<i32>(Some("nonsense")).is_err());
    }
}
