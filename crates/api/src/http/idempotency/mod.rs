//! `Idempotency-Key`: a creation that is sent again takes effect once, and is answered as it was the first time.
//!
//! Every `POST` takes the header unless its description says `x-idempotency-key: ignored` (signing in and the like). Whoever
//! sends the same key with the same request within 24 hours gets the same answer byte for byte, marked with
//! `Idempotency-Replayed: true`; with another request 422; while the first is under way 409.
//!
//! A key belongs to its caller, method and path. It is looked at once the [gate](super::extract::gate) has found who
//! calls and that they may, so that whoever lost a right learns nothing from an old answer. Answers that say "not now"
//! (5xx, 401, 403, 408, 429) are not kept: the next try runs. What must hold when the process is killed is the business
//! of [`operation`](crate::infra::operation).

mod answer;
mod body;
mod describe;
mod layer;
mod pending;

pub use describe::{Ignored, describe};
pub use layer::keep;
pub use pending::Pending;

use actix_web::http::header::{HeaderMap, HeaderName};
use shared::error::ErrorCode;

use super::{ApiError, ApiResult};
use crate::said;

/// The header that names an operation.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header of an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The largest body that a request with a key may have, and the largest answer that is kept, in bytes.
pub const LARGEST: usize = 1024 * 1024;

/// How long a key may be. Shorter ones could be guessed, and with them what is kept.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=255;

/// The key of a request, if it has one.
///
/// # Errors
/// [`ErrorCode::MalformedHeader`] when it is not one.
fn key_of(headers: &HeaderMap) -> ApiResult<Option<Vec<u8>>> {
    let mut given = headers.get_all(IDEMPOTENCY_KEY);
    let Some(value) = given.next() else { return Ok(None) };
    let key = value.as_bytes();
    // The draft writes a string in quotation marks; most send it bare. Both name the same.
    let bare = key.strip_prefix(b"\"").and_then(|key| key.strip_suffix(b"\"")).unwrap_or(key);
    let plain = LENGTHS.contains(&bare.len()) && bare.iter().all(u8::is_ascii_graphic);
    if plain && given.next().is_none() {
        return Ok(Some(bare.to_vec()));
    }
    Err(ApiError::new(ErrorCode::MalformedHeader).detail(said!(
        "Idempotency-Key must be one value of 16 to 255 visible ASCII characters, such as a new UUID",
        "Idempotency-Key debe ser un solo valor de 16 a 255 caracteres ASCII visibles, como un UUID nuevo"
    )))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn a_key_is_one_value_of_visible_characters_that_is_hard_to_guess() {
        let read = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(IDEMPOTENCY_KEY, HeaderValue::from_str(value).unwrap());
            }
            key_of(&headers)
        };
        assert_eq!(read(&[]).unwrap(), None);
        let uuid = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(read(&[uuid]).unwrap(), Some(uuid.as_bytes().to_vec()));
        assert_eq!(read(&[&format!("\"{uuid}\"")]).unwrap(), read(&[uuid]).unwrap());
        let long = "k".repeat(256);
        for wrong in [&["short"][..], &[""], &["with space in it, long"], &[&long], &[uuid, uuid], &["\"\""]]
        {
            assert_eq!(read(wrong).unwrap_err().code(), ErrorCode::MalformedHeader, "{wrong:?}");
        }
    }
}
