//! Asking a provider: bounded in time and size, never redirected, and clear about who is down.

use std::time::Duration;

use oauth2::http::header::ACCEPT;
use oauth2::http::{HeaderMap, HeaderValue};
use oauth2::{HttpRequest, HttpResponse};
use serde::de::DeserializeOwned;
use shared::error::ErrorCode;
use tokio::sync::OnceCell;

use super::freshness;
use crate::http::ApiError;

/// The longest that a provider may take, connecting included.
pub const TIME_LIMIT: Duration = Duration::from_secs(5);
/// The longest that connecting may take.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// The most bytes of an answer.
const MAX_BYTES: usize = 256 * 1024;

/// Why a provider gave no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// No connection, or too slow.
    #[error("the provider could not be reached")]
    Unreachable(#[from] reqwest::Error),
    /// It says itself that it cannot.
    #[error("the provider answered {0}")]
    Status(u16),
    /// The answer is larger than any that we ask for.
    #[error("the provider's answer has more than {MAX_BYTES} bytes")]
    TooLarge,
    /// The answer is of another shape.
    #[error("the provider's answer does not have the expected shape: {0}")]
    Malformed(String),
    /// It failed a moment ago.
    #[error("the provider failed a moment ago: {0}")]
    StillDown(String),
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        Self::new(ErrorCode::ProviderUnavailable).retry_after(Duration::from_secs(5)).cause(trouble)
    }
}

/// Asks over the network. Made at the first use.
#[derive(Debug, Default)]
pub struct Fetcher(OnceCell<reqwest::Client>);

impl Fetcher {
    async fn client(&self) -> Result<&reqwest::Client, Trouble> {
        let make = async || {
            reqwest::Client::builder()
                .timeout(TIME_LIMIT)
                .connect_timeout(CONNECT_LIMIT)
                // A provider that could send us elsewhere could send us to our own network.
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(concat!("avenue/", env!("CARGO_PKG_VERSION")))
                .build()
        };
        Ok(self.0.get_or_try_init(make).await?)
    }

    /// Sends a request and reads the answer; one that says that the provider is down is an error.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Trouble> {
        let request = reqwest::Request::try_from(request)?;
        let mut answer = self.client().await?.execute(request).await?;
        let status = answer.status();
        if status.is_server_error() || status.is_redirection() || status.as_u16() == 429 {
            return Err(Trouble::Status(status.as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len().saturating_add(chunk.len()) > MAX_BYTES {
                return Err(Trouble::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = answer.headers().clone();
        Ok(response)
    }

    /// Reads a JSON document, and how long it is good.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn json<T: DeserializeOwned>(
        &self,
        address: &str,
    ) -> Result<(T, jiff::SignedDuration), Trouble> {
        let mut request = HttpRequest::new(Vec::new());
        *request.uri_mut() = address.parse().map_err(|_| Trouble::Malformed(address.to_owned()))?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        let answer = self.send(request).await?;
        if !answer.status().is_success() {
            return Err(Trouble::Status(answer.status().as_u16()));
        }
        let lifetime = lifetime(answer.headers());
        let value =
            serde_json::from_slice(answer.body()).map_err(|error| Trouble::Malformed(error.to_string()))?;
        Ok((value, lifetime))
    }
}

fn lifetime(headers: &HeaderMap) -> jiff::SignedDuration {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    freshness::lifetime(header("cache-control"), header("age"))
}
