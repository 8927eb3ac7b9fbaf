//! Whether a request that a cookie speaks for comes from a page of ours.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{HOST, ORIGIN};
use actix_web::{FromRequest, HttpRequest};
use shared::error::ErrorCode;

use super::{ApiError, ApiResult};

/// The origins whose pages may use the cookie; app data.
#[derive(Debug, Clone)]
pub struct AllowedOrigins(pub Vec<String>);

/// Proof that the request comes from a page of ours, or from a program that is no browser.
///
/// A browser always says `Sec-Fetch-Site` or `Origin` on a `POST`; a page cannot forge either.
#[derive(Debug, Clone, Copy)]
pub struct OwnOrigin;

impl FromRequest for OwnOrigin {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let allowed =
            request.app_data::<AllowedOrigins>().map(|origins| origins.0.as_slice()).unwrap_or_default();
        let own = is_own(header(ORIGIN.as_str()), header(HOST.as_str()), header("sec-fetch-site"), allowed);
        ready(if own { Ok(Self) } else { Err(ErrorCode::ForeignOrigin.into()) })
    }
}

fn is_own(origin: Option<&str>, host: Option<&str>, fetch_site: Option<&str>, allowed: &[String]) -> bool {
    if let Some(origin) = origin {
        let host_of = origin.split_once("://").map(|(_, host)| host);
        return allowed.iter().any(|known| known == origin) || (host.is_some() && host_of == host);
    }
    matches!(fetch_site, None | Some("same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_our_pages_and_programs_may_use_the_cookie() {
        let allowed = ["https://app.example".to_owned()];
        let own = |origin, site| is_own(origin, Some("avenue.example"), site, &allowed);
        assert!(own(Some("https://avenue.example"), Some("same-origin")));
        assert!(own(Some("https://app.example"), Some("cross-site")));
        assert!(own(None, None));
        assert!(own(None, Some("same-origin")));
        for foreign in
            ["https://evil.example", "null", "https://avenue.example.evil.example", "avenue.example"]
        {
            assert!(!own(Some(foreign), Some("same-origin")), "{foreign}");
        }
        assert!(!own(None, Some("cross-site")));
        assert!(!own(None, Some("same-site")));
    }
}
