//! Google's Gemini API: the picture with a question in, an answer of a fixed form out.
//!
//! The model copies what it sees; what the figures mean is decided here, by the same rules as for every reader. What it
//! says of places is checked against the picture's size.

mod answer;
mod question;

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::picture::Picture;
use super::{Failure, Read, Reader};
use crate::config;

const CONNECT: Duration = Duration::from_secs(10);
/// No answer of the form that is asked for is longer.
const MOST_BYTES: usize = 1024 * 1024;
/// No wait that the service asks for is longer.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// The Gemini API. Cheap to clone.
#[derive(Clone)]
pub struct Gemini(Arc<Parts>);

struct Parts {
    settings: config::Gemini,
    http: reqwest::Client,
}

/// What the service says when it refuses.
#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    error: Reason,
}

#[derive(Deserialize, Default)]
struct Reason {
    #[serde(default)]
    status: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Deserialize, Default)]
struct Detail {
    /// Of an `ErrorInfo`: `API_KEY_INVALID` and the like.
    #[serde(default)]
    reason: String,
    /// Of a `RetryInfo`: `17s`.
    #[serde(default, rename = "retryDelay")]
    retry_delay: String,
}

impl Gemini {
    /// Over the service that is configured.
    pub fn new(settings: config::Gemini) -> Self {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(settings.patience)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap_or_default();
        Self(Arc::new(Parts { settings, http }))
    }

    async fn ask(&self, picture: &Picture) -> Result<Read, Failure> {
        let Parts { settings, http } = &*self.0;
        let url = settings.url.trim_end_matches('/');
        let request = http
            .post(format!("{url}/v1beta/models/{}:generateContent", settings.model))
            // In a header and not in the address, which others may log.
            .header("x-goog-api-key", settings.key.expose_secret())
            .json(&question::about(picture));
        let response = request.send().await.map_err(|error| self.failed(&error))?;
        if !response.status().is_success() {
            return Err(self.refused(response).await);
        }
        answer::read(&self.body(response).await?, picture.size())
    }

    /// The body, as far as an answer can go.
    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failed(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > MOST_BYTES {
                return Err(Failure::Nonsense(
                    "Gemini's answer is longer than any that was asked for".to_owned(),
                ));
            }
        }
        Ok(body)
    }

    fn failed(&self, error: &reqwest::Error) -> Failure {
        if error.is_timeout() && !error.is_connect() {
            return Failure::TimedOut(self.0.settings.patience);
        }
        Failure::Unreachable(format!("Gemini could not be reached: {}", without_address(error)))
    }

    /// What a refusal means. A key or a model that is wrong is ours to mend; a picture that is not taken never will be.
    async fn refused(&self, response: Response) -> Failure {
        let status = response.status();
        let header = response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok()?.parse().ok());
        let body = match self.body(response).await {
            Ok(body) => body,
            Err(failure) => return failure,
        };
        let Refusal { error } = serde_json::from_slice(&body).unwrap_or_default();
        let said = said(&error.message);
        let text = format!("Gemini answered {} {}: {said}", status.as_u16(), error.status);
        let is_about_the_key = error.details.iter().any(|detail| detail.reason.starts_with("API_KEY"));
        match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let told = error.details.iter().find_map(|detail| seconds(&detail.retry_delay));
                let after = told.or(header.map(Duration::from_secs)).map(|after| after.min(LONGEST));
                Failure::Busy { text, after }
            }
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Failure::NotReady(text),
            // The model is not there, or does not take what it is asked.
            StatusCode::NOT_FOUND => Failure::NotReady(text),
            StatusCode::BAD_REQUEST if is_about_the_key || error.status == "FAILED_PRECONDITION" => {
                Failure::NotReady(text)
            }
            StatusCode::GATEWAY_TIMEOUT => Failure::TimedOut(self.0.settings.patience),
            status if status.is_client_error() => Failure::Refused(text),
            _ => Failure::Unreachable(text),
        }
    }
}

impl Reader for Gemini {
    fn kind(&self) -> &'static str {
        "gemini"
    }

    fn read<'a>(&'a self, picture: &'a Picture) -> BoxFuture<'a, Result<Read, Failure>> {
        self.ask(picture).boxed()
    }
}

/// `17s` or `17.5s`, rounded up.
fn seconds(text: &str) -> Option<Duration> {
    let number = text.strip_suffix('s')?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = whole.parse().ok()?;
    Some(Duration::from_secs(whole.saturating_add(u64::from(part.contains(|c: char| c != '0')))))
}

/// A text of the service's, as one line that can be shown.
fn said(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect();
    if line.trim().is_empty() { "it did not say why".to_owned() } else { line.trim().to_owned() }
}

/// What went wrong, without the address: that is nobody's business.
fn without_address(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        words.push(inner.to_string());
        source = inner.source();
    }
    if words.is_empty() { "the connection failed".to_owned() } else { words.join(": ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_understood() {
        assert_eq!(seconds("17s"), Some(Duration::from_secs(17)));
        assert_eq!(seconds("17.2s"), Some(Duration::from_secs(18)));
        assert_eq!(seconds("17.0s"), Some(Duration::from_secs(17)));
        for text in ["", "s", "17", "-1s", "soon"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn what_it_says_is_one_line() {
        assert_eq!(said("no\nway"), "no way");
        assert_eq!(said(" \n"), "it did not say why");
    }
}
