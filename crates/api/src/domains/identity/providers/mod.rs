//! Who vouches for people: Google by OpenID Connect, Firebase by its ID tokens.
//!
//! What comes out is an [`Identified`]: somebody whom a provider knows, checked against the provider's keys. What it
//! means for an account is decided in `service/doors`. Invariants: keys and descriptions are asked for over https (or
//! on this machine), never after a redirect, for at most [`fetch::TIME_LIMIT`]; only RS256 is accepted, so that neither
//! a shared secret nor the absence of a signature can pass for a key.

pub mod fetch;
pub mod firebase;
mod freshness;
pub mod google;
mod shelf;

use shared::error::ErrorCode;
use shared::identity::Provider;

use crate::http::{ApiError, ApiResult};

/// What is kept of the providers in memory.
#[derive(Debug, Default)]
pub struct Providers {
    fetcher: fetch::Fetcher,
    /// Google's description and keys.
    pub google: google::Google,
    /// Firebase's keys.
    pub firebase: firebase::Firebase,
}

impl Providers {
    /// What asks over the network.
    pub const fn fetcher(&self) -> &fetch::Fetcher {
        &self.fetcher
    }
}

/// Somebody whom a provider knows.
#[derive(Debug, Clone)]
pub struct Identified {
    /// Who vouches.
    pub provider: Provider,
    /// The provider's own name.
    pub issuer: String,
    /// Who it is to the provider; never given to anybody else.
    pub subject: String,
    /// The address, in lower case.
    pub email: String,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
}

/// The most bytes of a provider's name for somebody (OpenID Connect: 255 ASCII characters; Firebase: 128).
const MAX_SUBJECT: usize = 255;

impl Identified {
    /// Puts together what a provider said, after it was found true.
    ///
    /// # Errors
    /// [`ErrorCode::EmailUnverified`], [`ErrorCode::InvalidIdToken`].
    pub fn new(
        provider: Provider,
        issuer: &str,
        subject: &str,
        email: Option<&str>,
        verified: bool,
    ) -> ApiResult<Self> {
        if subject.is_empty() || subject.len() > MAX_SUBJECT || subject.chars().any(char::is_control) {
            return Err(untrue("the subject is none"));
        }
        let email = email.filter(|email| verified && email.len() <= 254);
        let email = email.filter(|email| shared::identity::valid_email(email, &()).is_ok());
        let email = email.ok_or(ErrorCode::EmailUnverified)?;
        Ok(Self {
            provider,
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            email: super::rules::names::email_key(email),
            first_name: String::new(),
            last_name: String::new(),
        })
    }

    /// With names, as far as they fit an account.
    #[must_use]
    pub fn named(mut self, first: Option<&str>, last: Option<&str>, whole: Option<&str>) -> Self {
        let tidy = |name: &str| name.trim().chars().filter(|c| !c.is_control()).take(80).collect::<String>();
        let whole = whole.map(tidy).unwrap_or_default();
        self.first_name = first.map(tidy).filter(|name| !name.is_empty()).unwrap_or_else(|| {
            let local = self.email.split('@').next().unwrap_or_default();
            if whole.is_empty() { tidy(local) } else { whole }
        });
        self.last_name = last.map(tidy).unwrap_or_default();
        self
    }

    /// The identity's key in the database.
    pub fn key(&self) -> String {
        format!("{} {}", self.issuer, self.subject)
    }
}

/// What is answered to a token or an answer that is not true; `why` is for the log alone.
fn untrue(why: impl std::fmt::Display) -> ApiError {
    tracing::info!(%why, "an identity was refused");
    ErrorCode::InvalidIdToken.into()
}
