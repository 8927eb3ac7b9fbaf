//! What is known of a request before anybody looks into it: its id, where it comes from, the reader's language.

use std::cell::Cell;
use std::future::{Ready, ready};

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderName, USER_AGENT};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use shared::identity::Locale;
use tokio::time::Instant;

use super::caller::CallerSlot;
use super::limits::Standings;
use crate::infra::ids::new_id;

/// The header that carries the request's id, both ways.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request before anybody looks into it.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// Stands in the answer, in the log and in the audit trail.
    pub request_id: String,
    /// The network address of the client, as far as the trusted proxies tell.
    pub ip: String,
    /// The browser or program, as it named itself; at most 300 characters.
    pub user_agent: String,
    /// The reader's language.
    pub locale: Locale,
    /// Who it turned out to come from.
    pub caller: CallerSlot,
}

/// What an answer needs that is made without seeing its request.
pub(super) struct Current {
    pub request_id: String,
    pub locale: Locale,
    pub standings: Standings,
    /// When it last got on; see [`patience`](super::patience).
    pub renewed: Cell<Option<Instant>>,
}

tokio::task_local! {
    /// Of the request under way.
    pub(super) static CURRENT: Current;
}

impl RequestContext {
    /// Reads the context from a request that arrived.
    pub(super) fn of(request: &ServiceRequest, trusted_proxies: u8) -> Self {
        let headers = request.headers();
        Self {
            request_id: request_id(headers),
            ip: client_ip(headers, request.peer_addr().map(|peer| peer.ip().to_string()), trusted_proxies),
            user_agent: text(headers, &USER_AGENT).unwrap_or_default().chars().take(300).collect(),
            locale: locale(text(headers, &ACCEPT_LANGUAGE).unwrap_or_default()),
            caller: CallerSlot::default(),
        }
    }
}

impl FromRequest for RequestContext {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = request.extensions().get::<Self>().cloned();
        ready(context.ok_or_else(|| crate::http::ApiError::internal("no request context").into()))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The id that a proxy gave, or a new one.
pub(super) fn request_id(headers: &HeaderMap) -> String {
    given_id(headers).unwrap_or_else(|| new_id().to_string())
}

/// An id that a proxy gave, if it is short and plain.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = text(headers, &REQUEST_ID)?;
    let plain = (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| id.to_owned())
}

/// The address that the outermost trusted proxy saw. What a client writes into the header itself stands further left
/// and is never reached.
fn client_ip(headers: &HeaderMap, peer: Option<String>, trusted_proxies: u8) -> String {
    let peer = peer.unwrap_or_else(|| "unknown".to_owned());
    if trusted_proxies == 0 {
        return peer;
    }
    let hops: Vec<&str> = headers
        .get_all(HeaderName::from_static("x-forwarded-for"))
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    hops.iter()
        .rev()
        .nth(usize::from(trusted_proxies).saturating_sub(1))
        .filter(|hop| hop.parse::<std::net::IpAddr>().is_ok())
        .map_or(peer, |hop| (*hop).to_owned())
}

/// Spanish, unless English is wanted more.
fn locale(accept: &str) -> Locale {
    let weight = |language: &str| {
        accept
            .split(',')
            .filter_map(|range| {
                let mut parts = range.trim().split(';');
                let main = parts.next()?.split('-').next().unwrap_or_default();
                let matches = main.trim().eq_ignore_ascii_case(language);
                let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok());
                matches.then(|| quality.unwrap_or(1.0))
            })
            .fold(0.0, f32::max)
    };
    if weight("en") > weight("es") { Locale::En } else { Locale::Es }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
    use shared::identity::Locale;

    use super::{client_ip, locale};

    fn forwarded(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_str(value).unwrap());
        headers
    }

    #[test]
    fn a_forwarded_address_counts_only_as_far_as_proxies_are_trusted() {
        let peer = || Some("10.0.0.9".to_owned());
        let spoofed = forwarded("1.1.1.1, 203.0.113.7");
        assert_eq!(client_ip(&spoofed, peer(), 0), "10.0.0.9");
        assert_eq!(client_ip(&spoofed, peer(), 1), "203.0.113.7");
        assert_eq!(client_ip(&forwarded("nonsense"), peer(), 1), "10.0.0.9");
        assert_eq!(client_ip(&HeaderMap::new(), peer(), 2), "10.0.0.9");
    }

    #[test]
    fn spanish_unless_english_is_wanted_more() {
        assert_eq!(locale(""), Locale::Es);
        assert_eq!(locale("es-PY,es;q=0.9,en;q=0.8"), Locale::Es);
        assert_eq!(locale("en-GB,en;q=0.9,es;q=0.8"), Locale::En);
        assert_eq!(locale("de, en;q=0.5"), Locale::En);
        assert_eq!(locale("de"), Locale::Es);
    }
}
