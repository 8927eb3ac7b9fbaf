//! `ETag` on every JSON read, so that a reader who already has it is told so instead of sent it again.

use actix_web::Error;
use actix_web::HttpResponse;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, VARY};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use sha2::{Digest, Sha256};

use crate::infra::hex::hex;

/// Tags what is read. Weak, since the same tag stands for every compression of the same JSON.
///
/// # Errors
/// Those of the handler.
pub async fn tag<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<BoxBody, B>>, Error> {
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.call(request).await?;
    if !read || !is_json(&response) {
        return Ok(response.map_into_right_body());
    }
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => return Ok(ServiceResponse::new(request, response.set_body(EitherBody::right(body)))),
    };
    let digest = digest(&bytes);
    let tag = format!("W/\"{digest}\"");
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| matches(known, &digest)) {
        let mut unchanged = HttpResponse::NotModified();
        unchanged.insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, "private, no-cache"));
        return Ok(ServiceResponse::new(
            request,
            unchanged.finish().map_into_boxed_body().map_into_left_body(),
        ));
    }
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(VARY, HeaderValue::from_static("authorization, accept-encoding"));
    }
    Ok(ServiceResponse::new(request, response.set_body(BoxBody::new(bytes)).map_into_left_body()))
}

/// What tells one state of a thing from another: half of its SHA-256.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).first_chunk::<16>().map(|start| hex(start)).unwrap_or_default()
}

fn is_json<B>(response: &ServiceResponse<B>) -> bool {
    response.status() == StatusCode::OK
        && !response.headers().contains_key(ETAG)
        // What its handler forbids to keep is never asked for again by its tag.
        && !response.headers().contains_key(CACHE_CONTROL)
        && response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// Weak comparison: `W/` does not count.
fn matches(known: &str, digest: &str) -> bool {
    known
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == digest)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_tag_is_known_weak_or_strong_alone_or_in_a_list() {
        for known in ["\"ab\"", "W/\"ab\"", "\"x\", W/\"ab\"", "*"] {
            assert!(matches(known, "ab"), "{known}");
        }
        for unknown in ["\"abc\"", "W/\"x\"", ""] {
            assert!(!matches(unknown, "ab"), "{unknown}");
        }
    }
}
