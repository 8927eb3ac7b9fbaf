//! An answer as it is kept.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LINK, LOCATION, RETRY_AFTER, SET_COOKIE,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{LARGEST, REPLAYED};

/// Headers that belong to the answer rather than to how it was sent.
const KEPT: [HeaderName; 7] = [CONTENT_TYPE, CONTENT_LANGUAGE, LOCATION, LINK, ETAG, SET_COOKIE, RETRY_AFTER];

/// An answer as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    /// Base64.
    body: String,
}

/// What an answer turned out to be, when taken apart.
pub enum Taken {
    /// It can be kept; the same in one piece.
    Whole(Box<Answer>, HttpResponse),
    /// It is too large, or made while it is sent.
    Unkept(HttpResponse),
}

/// Whether an answer is about the request itself, and not about this moment.
pub fn is_lasting(status: StatusCode) -> bool {
    !status.is_server_error()
        && !matches!(
            status,
            StatusCode::UNAUTHORIZED
                | StatusCode::FORBIDDEN
                | StatusCode::REQUEST_TIMEOUT
                | StatusCode::TOO_MANY_REQUESTS
        )
}

impl Answer {
    /// Takes an answer apart.
    pub fn take(response: HttpResponse<impl MessageBody + 'static>) -> Taken {
        let (head, body) = response.into_parts();
        let bytes = match body.try_into_bytes() {
            Ok(bytes) if bytes.len() <= LARGEST => bytes,
            Ok(bytes) => return Taken::Unkept(head.set_body(BoxBody::new(bytes))),
            Err(body) => return Taken::Unkept(head.set_body(BoxBody::new(body))),
        };
        let headers = KEPT.iter().flat_map(|name| {
            let values = head.headers().get_all(name).filter_map(|value| value.to_str().ok());
            values.map(|value| (name.as_str().to_owned(), value.to_owned()))
        });
        let answer = Self {
            status: head.status().as_u16(),
            headers: headers.collect(),
            body: STANDARD_NO_PAD.encode(&bytes),
        };
        Taken::Whole(Box::new(answer), head.set_body(BoxBody::new(bytes)))
    }

    /// As it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The answer again; [`None`] if these are not the bytes of one.
    pub fn again(bytes: &[u8]) -> Option<HttpResponse> {
        let kept: Self = serde_json::from_slice(bytes).ok()?;
        let mut response = HttpResponse::build(StatusCode::from_u16(kept.status).ok()?);
        for (name, value) in &kept.headers {
            response.append_header((name.as_str(), value.as_str()));
        }
        response.insert_header((REPLAYED, HeaderValue::from_static("true")));
        Some(response.body(STANDARD_NO_PAD.decode(&kept.body).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::cookie::Cookie;

    use super::*;

    #[test]
    fn an_answer_comes_again_byte_for_byte_with_its_cookies() {
        let first = HttpResponse::Created()
            .cookie(Cookie::new("one", "1"))
            .cookie(Cookie::new("two", "2"))
            .insert_header(("x-request-id", "of-the-first"))
            .content_type("application/json")
            .body("{\"a\": \"\u{fe}\"}");
        let Taken::Whole(answer, _) = Answer::take(first) else { panic!("it is small") };
        let again = Answer::again(&answer.to_bytes()).unwrap();
        assert_eq!(again.status(), StatusCode::CREATED);
        assert_eq!(again.headers().get(REPLAYED).unwrap(), "true");
        assert_eq!(again.headers().get(CONTENT_TYPE).unwrap(), "application/json");
        assert_eq!(again.headers().get_all(SET_COOKIE).count(), 2);
        assert!(!again.headers().contains_key("x-request-id"), "each request has its own");
        assert_eq!(again.into_body().try_into_bytes().unwrap(), "{\"a\": \"\u{fe}\"}".as_bytes());
    }

    #[test]
    fn what_is_too_large_is_not_kept_and_still_sent() {
        let Taken::Unkept(sent) = Answer::take(HttpResponse::Ok().body("x".repeat(LARGEST + 1))) else {
            panic!("it is too large");
        };
        assert_eq!(sent.into_body().try_into_bytes().unwrap().len(), LARGEST + 1);
    }

    #[test]
    fn what_is_about_the_moment_is_not_lasting() {
        for status in [500, 503, 504, 401, 403, 408, 429] {
            assert!(!is_lasting(StatusCode::from_u16(status).unwrap()), "{status}");
        }
        for status in [200, 201, 202, 204, 400, 404, 409, 410, 422] {
            assert!(is_lasting(StatusCode::from_u16(status).unwrap()), "{status}");
        }
    }
}
