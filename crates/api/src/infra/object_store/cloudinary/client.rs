//! Cloudinary's upload and admin API, as far as raw private files need it.
//!
//! Requests are signed: the parameters in the order of their names, then the account's secret, as SHA-256 in hex. The
//! timestamp is in seconds and good for an hour.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, RANGE};
use reqwest::{Body, RequestBuilder, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::io::{ReaderStream, StreamReader};

use crate::config;
use crate::infra::clock::Clock;
use crate::infra::hex::hex;
use crate::infra::ids::new_id;
use crate::infra::object_store::{Reading, temporary};

const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(120);
/// How much may wait for the network before reading waits too.
const BUFFER: usize = 256 * 1024;
/// The most that the admin API lists at once.
const PAGE: &str = "500";
/// What every file of ours is: nobody reads it without a signature.
const TYPE: &str = "private";

/// An account. Cheap to clone.
#[derive(Clone)]
pub(super) struct Client(Arc<Account>);

struct Account {
    http: reqwest::Client,
    clock: Clock,
    /// `https://…/v1_1/<cloud>`.
    api: String,
    key: String,
    secret: SecretString,
}

#[derive(Deserialize)]
struct Uploaded {
    bytes: u64,
    #[serde(default)]
    existing: bool,
}

#[derive(Deserialize)]
struct Listed {
    resources: Vec<Resource>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Resource {
    public_id: String,
    created_at: Timestamp,
}

#[derive(Deserialize)]
struct Refusal {
    error: Message,
}

#[derive(Deserialize)]
struct Message {
    message: String,
}

impl Client {
    pub(super) fn new(settings: &config::Cloudinary, clock: &Clock) -> io::Result<Self> {
        let http = reqwest::Client::builder().connect_timeout(CONNECT).read_timeout(SILENCE).build();
        Ok(Self(Arc::new(Account {
            http: http.map_err(io::Error::other)?,
            clock: clock.clone(),
            api: format!("{}/v1_1/{}", settings.api.trim_end_matches('/'), settings.cloud),
            key: settings.key.clone(),
            secret: settings.secret.clone(),
        })))
    }

    /// The parameters with timestamp, signature and key.
    fn signed(&self, parameters: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let mut all: Vec<(&str, String)> =
            parameters.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        all.push(("timestamp", self.0.clock.now().as_second().to_string()));
        all.sort_unstable();
        let signature = signature(&all, &self.0.secret);
        all.push(("api_key", self.0.key.clone()));
        all.push(("signature", signature));
        all
    }

    /// Uploads the next `length` bytes of `reader` as a file. `true` if there was a file with this id, which stays as it
    /// is.
    pub(super) async fn upload(
        &self,
        id: &str,
        reader: &mut (impl AsyncRead + Send + Unpin),
        length: u64,
    ) -> io::Result<bool> {
        let boundary = format!("avenue-{}", new_id().simple());
        let mut head = String::new();
        for (name, value) in self.signed(&[("overwrite", "false"), ("public_id", id), ("type", TYPE)]) {
            head.push_str(&format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        head.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"volume\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        ));
        let tail = format!("\r\n--{boundary}--\r\n");
        let around = u64::try_from(head.len().saturating_add(tail.len())).unwrap_or(u64::MAX);
        let (mut sink, source) = tokio::io::duplex(BUFFER);
        let body = stream::once(async move { Ok::<_, io::Error>(Bytes::from(head)) })
            .chain(ReaderStream::with_capacity(source.take(length), BUFFER))
            .chain(stream::once(async move { Ok(Bytes::from(tail)) }));
        let request = self
            .0
            .http
            .post(format!("{}/raw/upload", self.0.api))
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
            .header(CONTENT_LENGTH, length.saturating_add(around))
            .body(Body::wrap_stream(body));
        let feed = async {
            let copied = tokio::io::copy(reader, &mut sink).await;
            drop(sink);
            copied
        };
        let (fed, answered) = tokio::join!(feed, self.ask(id, request));
        match fed {
            // Its refusal says more than that it stopped listening.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
            _ => {}
        }
        let uploaded: Uploaded = read_json(id, answered?).await?;
        if uploaded.existing {
            return Ok(true);
        }
        if uploaded.bytes != length {
            let text =
                format!("Cloudinary says that {id} has {} bytes, and {length} were sent", uploaded.bytes);
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(false)
    }

    /// Reads a file, whole or `length` bytes from where it says.
    pub(super) async fn download(&self, id: &str, part: Option<(u64, u64)>) -> io::Result<Reading> {
        let query = self.signed(&[("public_id", id), ("type", TYPE)]);
        let mut request = self.0.http.get(format!("{}/raw/download{}", self.0.api, query_string(&query)));
        if let Some((from, length)) = part {
            let last = from.saturating_add(length).saturating_sub(1);
            request = request.header(RANGE, format!("bytes={from}-{last}"));
        }
        let response = self.ask(id, request).await?;
        let whole = response.status() != StatusCode::PARTIAL_CONTENT;
        let name = id.to_owned();
        let chunks = response.bytes_stream().map_err(move |error| in_words(&name, &error));
        let mut reader = StreamReader::new(Box::pin(chunks));
        Ok(match part {
            Some((from, length)) => {
                if whole {
                    // Who does not know ranges sends everything.
                    tokio::io::copy(&mut (&mut reader).take(from), &mut tokio::io::sink()).await?;
                }
                Box::new(reader.take(length))
            }
            None => Box::new(reader),
        })
    }

    /// Removes a file; one that is not there is no error.
    pub(super) async fn destroy(&self, id: &str) -> io::Result<()> {
        let form = self.signed(&[("invalidate", "true"), ("public_id", id), ("type", TYPE)]);
        let body = serde_urlencoded::to_string(&form).map_err(io::Error::other)?;
        let request = self
            .0
            .http
            .post(format!("{}/raw/destroy", self.0.api))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        match self.ask(id, request).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Every file whose id begins with `prefix`, and since when it is there.
    pub(super) async fn list(&self, prefix: &str) -> io::Result<Vec<(String, Timestamp)>> {
        let mut found = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut query = vec![("max_results", PAGE.to_owned()), ("prefix", prefix.to_owned())];
            query.extend(cursor.take().map(|cursor| ("next_cursor", cursor)));
            let address = format!("{}/resources/raw/{TYPE}{}", self.0.api, query_string(&query));
            let request =
                self.0.http.get(address).basic_auth(&self.0.key, Some(self.0.secret.expose_secret()));
            let listed: Listed = read_json(prefix, self.ask(prefix, request).await?).await?;
            found.extend(listed.resources.into_iter().map(|one| (one.public_id, one.created_at)));
            match listed.next_cursor {
                Some(next) => cursor = Some(next),
                None => return Ok(found),
            }
        }
    }

    /// Sends a request and gives its answer if it is a good one.
    async fn ask(&self, what: &str, request: RequestBuilder) -> io::Result<Response> {
        let response = request.send().await.map_err(|error| in_words(what, &error))?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let body = response.bytes().await.unwrap_or_default();
        let words = serde_json::from_slice::<Refusal>(&body).map(|refusal| refusal.error.message);
        let text = format!("Cloudinary answered {status} about {what}: {}", words.unwrap_or_default());
        Err(match status {
            StatusCode::NOT_FOUND => io::Error::new(io::ErrorKind::NotFound, text),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                io::Error::new(io::ErrorKind::PermissionDenied, text)
            }
            // 420 is its word for too many requests of one account.
            _ if status.is_server_error() || matches!(status.as_u16(), 408 | 420 | 429) => temporary(text),
            _ => io::Error::other(text),
        })
    }
}

/// What signs parameters that are sorted by name.
fn signature(sorted: &[(&str, String)], secret: &SecretString) -> String {
    let pairs: Vec<String> = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect();
    hex(&Sha256::digest(format!("{}{}", pairs.join("&"), secret.expose_secret())))
}

fn query_string(pairs: &[(&'static str, String)]) -> String {
    serde_urlencoded::to_string(pairs).map(|query| format!("?{query}")).unwrap_or_default()
}

async fn read_json<T: serde::de::DeserializeOwned>(what: &str, response: Response) -> io::Result<T> {
    let body = response.bytes().await.map_err(|error| in_words(what, &error))?;
    let wrong =
        |error| io::Error::other(format!("Cloudinary's answer about {what} was not understood: {error}"));
    serde_json::from_slice(&body).map_err(wrong)
}

/// A failure of the network in words, without the address: it carries a signature.
fn in_words(what: &str, error: &reqwest::Error) -> io::Error {
    let mut words = "the connection to Cloudinary failed".to_owned();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        words = format!("{words}: {inner}");
        source = inner.source();
    }
    temporary(format!("{what}: {words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_made_as_documented() {
        // The example of Cloudinary's guide to signatures, with SHA-256 in the place of SHA-1.
        let parameters = [
            ("eager", "w_400,h_300,c_pad|w_260,h_200,c_crop".to_owned()),
            ("public_id", "sample_image".to_owned()),
            ("timestamp", "1315060510".to_owned()),
        ];
        let signed = format!(
            "eager=w_400,h_300,c_pad|w_260,h_200,c_crop&public_id=sample_image&timestamp=1315060510{}",
            "abcd"
        );
        assert_eq!(signature(&parameters, &"abcd".into()), hex(&Sha256::digest(signed)));
    }
}
