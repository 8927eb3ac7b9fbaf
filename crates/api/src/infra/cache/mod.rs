//! What may be a little old: kept in memory, or in Redis where one is configured, so that all processes forget together.
//!
//! Only for showing. Who may do what and what somebody owns is decided on the database, never on this.
//!
//! Invariants:
//! - What was forgotten is not seen again, not even what was being loaded at that moment: an entry carries the versions of
//!   its kind and its subject from before it was loaded, and forgetting changes a version.
//! - While Redis is away each process keeps its own memory. What is forgotten meanwhile is made up for when Redis is back,
//!   by forgetting everything there.
//! - Without Redis each process forgets only for itself; what others keep ends with its time.

mod memory;
mod shared_store;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use self::memory::Memory;
use super::metrics::Metrics;
use super::redis::Redis;

/// A kind of things that are kept. A domain declares its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name: a word, unique among all domains.
    pub name: &'static str,
    /// How old it may become.
    pub ttl: Duration,
}

impl Kind {
    /// A kind of this name that may become so many minutes old.
    pub const fn minutes(name: &'static str, minutes: u64) -> Self {
        Self { name, ttl: Duration::from_secs(minutes * 60) }
    }
}

/// The cache. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Cache(Arc<Parts>);

struct Parts {
    memory: Memory,
    redis: Option<Redis>,
    metrics: Metrics,
    /// Something was forgotten while Redis was away.
    owes: AtomicBool,
    /// How often Redis had been lost when memory was last emptied.
    losses: AtomicU64,
}

/// Where an entry goes, as found before it was loaded.
enum Place {
    Memory(String),
    Shared(String),
}

impl Cache {
    /// An empty one.
    pub fn new(redis: Option<Redis>, metrics: Metrics) -> Self {
        let (memory, owes, losses) = (Memory::new(), AtomicBool::new(false), AtomicU64::new(0));
        Self(Arc::new(Parts { memory, redis, metrics, owes, losses }))
    }

    /// What is kept of this kind about `subject` (an id), else what `load` gives, which is then kept.
    ///
    /// # Errors
    /// Those of `load`; then nothing is kept.
    pub async fn get<T, E>(
        &self,
        kind: Kind,
        subject: &str,
        load: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
    {
        let (place, kept) = self.look(kind, subject).await;
        let found = kept.and_then(|json| serde_json::from_slice(&json).ok());
        self.0.metrics.looked_up(kind.name, found.is_some());
        if let Some(found) = found {
            return Ok(found);
        }
        let value = load.await?;
        // What cannot be written as JSON is not kept, which costs time alone.
        if let Ok(json) = serde_json::to_vec(&value) {
            self.keep(place, kind, json).await;
        }
        Ok(value)
    }

    /// Forgets what is kept about `subject`, of every kind.
    pub async fn forget_subject(&self, subject: &str) {
        self.0.memory.forget_subject(subject);
        self.change_version(&shared_store::version_of_subject(subject)).await;
    }

    /// Forgets everything of this kind.
    pub async fn forget_kind(&self, kind: &str) {
        self.0.memory.forget_kind(kind);
        self.change_version(&shared_store::version_of_kind(kind)).await;
    }

    async fn look(&self, kind: Kind, subject: &str) -> (Place, Option<Vec<u8>>) {
        if let Some(redis) = self.up_to_date().await
            && let Some((key, kept)) = shared_store::look(redis, kind, subject).await
        {
            return (Place::Shared(key), kept);
        }
        self.empty_memory_after_a_loss();
        let key = self.0.memory.key(kind, subject);
        let kept = self.0.memory.get(&key);
        (Place::Memory(key), kept)
    }

    async fn keep(&self, place: Place, kind: Kind, json: Vec<u8>) {
        match (place, &self.0.redis) {
            (Place::Shared(key), Some(redis)) => shared_store::keep(redis, key, kind, json).await,
            (Place::Memory(key), _) => self.0.memory.keep(key, kind, json),
            (Place::Shared(_), None) => {}
        }
    }

    async fn change_version(&self, version: &str) {
        let Some(redis) = &self.0.redis else { return };
        if !shared_store::change_version(redis, version).await {
            self.0.owes.store(true, Ordering::SeqCst);
        }
    }

    /// Redis, if it answers and knows of everything that was forgotten.
    async fn up_to_date(&self) -> Option<&Redis> {
        let redis = self.0.redis.as_ref().filter(|redis| redis.is_up())?;
        if self.0.owes.load(Ordering::SeqCst) {
            self.0.owes.store(false, Ordering::SeqCst);
            if !shared_store::change_version(redis, shared_store::VERSION_OF_ALL).await {
                self.0.owes.store(true, Ordering::SeqCst);
                return None;
            }
        }
        Some(redis)
    }

    /// What memory kept through an earlier loss of Redis may have been forgotten in Redis since.
    fn empty_memory_after_a_loss(&self) {
        let Some(losses) = self.0.redis.as_ref().map(Redis::losses) else { return };
        if self.0.losses.swap(losses, Ordering::SeqCst) != losses {
            self.0.memory.forget_all();
        }
    }
}
