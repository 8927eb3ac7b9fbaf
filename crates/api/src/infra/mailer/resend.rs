//! Resend, by its API.

use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::json;

use super::{Mail, MailFailure};
use crate::config::Resend;

/// How long the service may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// No wait that it asks for is longer.
const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);

/// The service.
pub(super) struct Service {
    settings: Resend,
    http: reqwest::Client,
}

#[derive(Deserialize)]
struct Taken {
    id: String,
}

#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    name: String,
    #[serde(default)]
    message: String,
}

impl Service {
    pub(super) fn new(settings: Resend) -> Self {
        let http = reqwest::Client::builder().timeout(PATIENCE).build().unwrap_or_default();
        Self { settings, http }
    }

    /// Hands a mail over; the service's id of it. The mail's own id is the idempotency key: a second try of a mail that
    /// was taken, and whose answer was lost, sends nothing.
    pub(super) async fn send(&self, mail: &Mail, from: &str) -> Result<String, MailFailure> {
        let body = json!({
            "from": from,
            "to": [mail.to],
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
        });
        let request = self
            .http
            .post(format!("{}/emails", self.settings.url.trim_end_matches('/')))
            .bearer_auth(self.settings.key.expose_secret())
            .header("idempotency-key", &mail.id)
            .json(&body);
        let response = request.send().await.map_err(|error| {
            MailFailure::Temporary(format!("Resend could not be reached: {}", without_address(&error)))
        })?;
        if !response.status().is_success() {
            return Err(refused(response).await);
        }
        let taken = response.json::<Taken>().await;
        taken.map(|taken| taken.id).map_err(|error| {
            MailFailure::Temporary(format!("Resend's answer was not understood: {}", without_address(&error)))
        })
    }
}

/// What a refusal means. A key that is wrong, or a domain that is not verified, is ours to mend, so those mails wait;
/// what is wrong with the mail itself never gets better.
async fn refused(response: Response) -> MailFailure {
    let status = response.status();
    let after = response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok()?.parse().ok());
    let Refusal { name, message } = response.json().await.unwrap_or_default();
    let text = format!("Resend answered {status} {name}: {message}");
    match status {
        StatusCode::TOO_MANY_REQUESTS => match after.map(Duration::from_secs) {
            Some(after) => MailFailure::Later(text, after.min(LONGEST)),
            None => MailFailure::Temporary(text),
        },
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::REQUEST_TIMEOUT => {
            MailFailure::Temporary(text)
        }
        // Another try of the same mail is being taken just now.
        StatusCode::CONFLICT if name == "concurrent_idempotent_requests" => MailFailure::Temporary(text),
        _ if status.is_client_error() => MailFailure::Permanent(text),
        _ => MailFailure::Temporary(text),
    }
}

fn without_address(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        words.push(inner.to_string());
        source = inner.source();
    }
    if words.is_empty() { "the connection failed".to_owned() } else { words.join(": ") }
}
