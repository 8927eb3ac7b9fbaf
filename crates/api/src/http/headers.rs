//! The headers that tell a browser what it may not do.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY};

/// What the app's pages may load and do. WebAssembly must be allowed to compile; inline code is not.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob: https:; font-src 'self'; connect-src 'self'; frame-src 'self' blob:; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What every answer carries.
static ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
];

/// What data carries besides: whoever opens it as a page gets one that can do nothing.
static DATA: [(HeaderName, HeaderValue); 2] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// What concerns whatever a browser may open as a page. The app's immutable files (scripts, styles, modules, fonts) are
/// never that, and a first visit fetches a dozen of them.
static DOCUMENT: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (
        header::PERMISSIONS_POLICY,
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(self)"),
    ),
    (header::CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin")),
];

/// Adds what is not set yet.
pub fn secure(headers: &mut HeaderMap, https: bool) {
    let caching =
        headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let further: &[_] = if caching.ends_with("immutable") {
        &[]
    } else if kind.starts_with(b"application/") {
        &DATA
    } else {
        &DOCUMENT
    };
    headers.reserve(ALWAYS.len() + further.len() + 3);
    for (name, value) in ALWAYS.iter().chain(further) {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if https {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_opened_as_a_page_can_do_nothing_and_a_page_only_what_ours_do() {
        let policy = |kind: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            secure(&mut headers, false);
            headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap().to_owned()
        };
        for data in ["application/json", "application/problem+json", "application/zstd"] {
            assert_eq!(policy(data), "default-src 'none'; frame-ancestors 'none'", "{data}");
        }
        assert!(policy("text/html; charset=utf-8").contains("script-src 'self' 'wasm-unsafe-eval'"));
    }

    #[test]
    fn an_immutable_file_is_spared_what_concerns_pages() {
        let of = |caching: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
            secure(&mut headers, false);
            let has = |name| headers.contains_key(name);
            (has("content-security-policy"), has("x-content-type-options"))
        };
        assert_eq!(of("no-cache"), (true, true));
        assert_eq!(of("public, max-age=31536000, immutable"), (false, true));
    }
}
