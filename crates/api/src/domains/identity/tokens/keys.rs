//! The keys that sign access tokens.
//!
//! From `AVENUE_JWT_SECRET`, or made by the first process that needs one and kept in the database, where every other
//! process finds it. A new key takes over at once; the one before it is still read for as long as a token lives.

use std::fmt;
use std::sync::{Arc, OnceLock};

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{DecodingKey, EncodingKey, Validation};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use tokio::sync::RwLock;

use super::super::repo::keys::{self, KeyDoc};
use super::super::repo::visitors::REMEMBERED;
use super::expected_from;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::infra::hex::hex;
use crate::infra::ids::random_bytes;

/// How long the keys are taken from memory before the database is asked again.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// How often at most an unknown `kid` makes us ask the database.
const PAUSE: SignedDuration = SignedDuration::from_secs(1);

/// One key.
pub struct Key {
    /// Its name in the tokens' headers.
    pub kid: String,
    /// For making tokens.
    pub encoding: EncodingKey,
    /// For reading them.
    pub decoding: DecodingKey,
    /// When a newer one took over.
    replaced: Option<Timestamp>,
}

impl Key {
    fn new(kid: String, secret: &[u8]) -> Self {
        Self {
            kid,
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            replaced: None,
        }
    }

    /// Whether what it signed, which is good for `lifetime`, may still be good. A process that has not yet heard of the
    /// newer key goes on signing for as long as its keys are fresh.
    fn was_replaced_within(&self, lifetime: SignedDuration, now: Timestamp) -> bool {
        self.replaced.is_none_or(|at| now.duration_since(at) <= lifetime + FRESH)
    }
}

/// The keys, newest first, and when they were read.
struct Ring {
    keys: Vec<Arc<Key>>,
    read: Timestamp,
}

/// The keys in memory.
#[derive(Default)]
pub struct Tokens {
    ring: RwLock<Option<Ring>>,
    expected: OnceLock<Validation>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

impl Tokens {
    /// What a token must say, made once.
    pub(super) fn expected(&self, issuer: &str) -> &Validation {
        self.expected.get_or_init(|| expected_from(issuer))
    }

    /// The key that signs now.
    pub async fn signing(&self, state: &AppState) -> ApiResult<Arc<Key>> {
        self.find(state, FRESH, |keys| keys.first().cloned())
            .await?
            .ok_or_else(|| ApiError::internal("no signing key"))
    }

    /// The key of that name, if tokens made with it may still be good.
    pub async fn reading(&self, state: &AppState, kid: &str) -> ApiResult<Option<Arc<Key>>> {
        let now = state.clock.now();
        let lifetime = SignedDuration::from_mins(i64::from(state.config.identity.access_minutes));
        let named = |keys: &[Arc<Key>]| {
            let good = |key: &&Arc<Key>| key.kid == kid && key.was_replaced_within(lifetime, now);
            keys.iter().find(good).cloned()
        };
        match self.find(state, FRESH, named).await? {
            Some(key) => Ok(Some(key)),
            // Another process may have made it a moment ago.
            None => self.find(state, PAUSE, named).await,
        }
    }

    /// The key of that name, if visitors may still hold what it signed.
    pub async fn sealing(&self, state: &AppState, kid: &str) -> ApiResult<Option<Arc<Key>>> {
        let now = state.clock.now();
        let good = |key: &&Arc<Key>| key.kid == kid && key.was_replaced_within(REMEMBERED, now);
        self.find(state, FRESH, |keys| keys.iter().find(good).cloned()).await
    }

    /// Forgets what is in memory, so that the next use reads the database.
    pub async fn forget(&self) {
        *self.ring.write().await = None;
    }

    async fn find(
        &self,
        state: &AppState,
        max_age: SignedDuration,
        pick: impl Fn(&[Arc<Key>]) -> Option<Arc<Key>>,
    ) -> ApiResult<Option<Arc<Key>>> {
        let now = state.clock.now();
        let is_fresh = |ring: &&Ring| now.duration_since(ring.read) < max_age;
        if let Some(ring) = self.ring.read().await.as_ref().filter(is_fresh) {
            return Ok(pick(&ring.keys));
        }
        let mut held = self.ring.write().await;
        if let Some(ring) = held.as_ref().filter(is_fresh) {
            return Ok(pick(&ring.keys));
        }
        let ring = held.insert(Ring { keys: load(state).await?, read: now });
        Ok(pick(&ring.keys))
    }
}

async fn load(state: &AppState) -> ApiResult<Vec<Arc<Key>>> {
    if let Some(secret) = &state.config.identity.jwt_secret {
        let secret = secret.expose_secret().as_bytes();
        let digest = Sha256::digest([b"kid:", secret].concat());
        let kid = digest.first_chunk::<8>().map(|start| hex(start)).unwrap_or_default();
        return Ok(vec![Arc::new(Key::new(kid, secret))]);
    }
    let mut docs = keys::all(&state.database).await?;
    if docs.is_empty() {
        keys::insert(&state.database, &new_key(state, 1)?).await?;
        docs = keys::all(&state.database).await?;
    }
    let mut replaced = None;
    let mut keys = Vec::new();
    for doc in docs {
        let made = doc.created_at.to_jiff();
        let key = Key::new(doc.kid(), &doc.secret.bytes);
        keys.push(Arc::new(Key { replaced, ..key }));
        replaced = Some(made);
    }
    Ok(keys)
}

fn new_key(state: &AppState, number: i32) -> ApiResult<KeyDoc> {
    Ok(KeyDoc::new(number, random_bytes()?, state.clock.now()))
}

/// Makes a new key, which signs from now on.
///
/// # Errors
/// When `AVENUE_JWT_SECRET` decides the key, so that there is nothing to replace in the database.
pub async fn rotate(state: &AppState) -> ApiResult<()> {
    let newest = keys::all(&state.database).await?.first().map_or(0, |doc| doc.number);
    keys::insert(&state.database, &new_key(state, newest.saturating_add(1))?).await?;
    state.identity.tokens.forget().await;
    Ok(())
}
