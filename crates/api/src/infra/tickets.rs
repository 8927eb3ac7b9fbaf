//! One-time tickets: a link that a browser can follow once without a bearer token, for a minute or so.
//!
//! A ticket is for one `kind` of thing, carries what it stands for, and is given to somebody who was already allowed to
//! have it. Only its digest is stored, so that who reads the database cannot use it. Redeeming is one atomic
//! find-and-delete, so that of two processes that are asked at once only one gets it.
//!
//! Owns the collection `tickets`; the TTL monitor removes what nobody redeemed. Shard key it would have:
//! `{ _id: "hashed" }`.

use std::time::Duration;

use bson::{DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::{Collection, Database};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::id::UserId;

use super::clock::Clock;
use super::db::index::removed_at;
use super::ids::random_token;

/// No query of a ticket takes longer.
const MAX_TIME: Duration = Duration::from_secs(5);

/// The tickets of this database. Cheap to clone.
#[derive(Clone)]
pub struct Tickets {
    tickets: Collection<TicketDoc>,
    clock: Clock,
}

#[derive(Serialize, Deserialize)]
struct TicketDoc {
    #[serde(rename = "_id")]
    digest: String,
    kind: String,
    user: UserId,
    payload: Document,
    expires_at: DateTime,
}

/// A ticket, told this once.
#[derive(Clone)]
pub struct Issued {
    /// The secret that goes into the link: 43 characters of URL-safe base64.
    pub ticket: String,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
}

/// What a redeemed ticket stood for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemed<T> {
    /// Whom it was given to.
    pub user: UserId,
    /// What it was given for.
    pub payload: T,
}

/// Why there is no ticket, or none to redeem.
#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] mongodb::error::Error),
    /// The payload is not of a shape that can be stored, or was stored in another.
    #[error("the ticket's payload does not fit: {0}")]
    Payload(#[from] bson::error::Error),
    /// The operating system gave no randomness.
    #[error(transparent)]
    NoRandomness(#[from] super::ids::NoRandomness),
}

impl From<TicketError> for crate::http::ApiError {
    fn from(error: TicketError) -> Self {
        match error {
            TicketError::Database(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl Tickets {
    /// The tickets in this database.
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { tickets: database.collection("tickets"), clock }
    }

    /// Makes the index by which MongoDB forgets tickets. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> mongodb::error::Result<()> {
        self.tickets.create_index(removed_at("expires_at")).await.map(|_| ())
    }

    /// Gives `user` a ticket of this kind that holds for `lifetime`.
    ///
    /// # Errors
    /// When the database or the system's generator fails, or `payload` is not a document.
    pub async fn issue<T: Serialize>(
        &self,
        kind: &str,
        user: UserId,
        payload: &T,
        lifetime: Duration,
    ) -> Result<Issued, TicketError> {
        let ticket = random_token()?;
        let expires_at = self.clock.now().saturating_add(lifetime).unwrap_or(Timestamp::MAX);
        let document = TicketDoc {
            digest: digest(&ticket),
            kind: kind.to_owned(),
            user,
            payload: bson::serialize_to_document(payload)?,
            expires_at: DateTime::from_jiff(expires_at),
        };
        self.tickets.insert_one(document).await?;
        Ok(Issued { ticket, expires_at })
    }

    /// Takes the ticket back for what it stands for. [`None`] if it was never given for this kind, was redeemed, or has
    /// expired; which of these is not told.
    ///
    /// # Errors
    /// When the database fails, or the payload is of another shape.
    pub async fn redeem<T: DeserializeOwned>(
        &self,
        kind: &str,
        ticket: &str,
    ) -> Result<Option<Redeemed<T>>, TicketError> {
        let now = DateTime::from_jiff(self.clock.now());
        let filter = doc! { "_id": digest(ticket), "kind": kind, "expires_at": { "$gt": now } };
        let found = self.tickets.find_one_and_delete(filter).max_time(MAX_TIME).await?;
        let Some(found) = found else { return Ok(None) };
        let payload = bson::deserialize_from_document(found.payload)?;
        Ok(Some(Redeemed { user: found.user, payload }))
    }
}

fn digest(ticket: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(ticket.as_bytes()))
}
