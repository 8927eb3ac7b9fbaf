//! Something that a provider gave, kept while it is fresh, and asked for by one of many who want it.

use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use super::fetch::Trouble;
use crate::infra::clock::Clock;

/// How often at most something that seems outdated is asked for again before its time.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// How long a failure is remembered, so that those who wait do not all wait for the same silence.
const REMEMBER: SignedDuration = SignedDuration::from_secs(2);

/// Keeps one thing.
pub struct Shelf<T>(Mutex<Place<T>>);

struct Place<T> {
    kept: Option<Kept<T>>,
    failed: Option<(Timestamp, String)>,
}

struct Kept<T> {
    thing: Arc<T>,
    read: Timestamp,
    fresh_until: Timestamp,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Mutex::new(Place { kept: None, failed: None }))
    }
}

impl<T> fmt::Debug for Shelf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

impl<T> Shelf<T> {
    /// The thing, fetched if it is not there or no longer fresh.
    ///
    /// # Errors
    /// When it had to be fetched and could not.
    pub async fn get(
        &self,
        clock: &Clock,
        fetch: impl AsyncFnOnce() -> Result<(T, SignedDuration), Trouble>,
    ) -> Result<Arc<T>, Trouble> {
        self.find(clock, |kept, now| now < kept.fresh_until, fetch).await
    }

    /// The thing, fetched anew unless that was done a moment ago: what was looked for in it was not there.
    ///
    /// # Errors
    /// When it had to be fetched and could not.
    pub async fn renew(
        &self,
        clock: &Clock,
        fetch: impl AsyncFnOnce() -> Result<(T, SignedDuration), Trouble>,
    ) -> Result<Arc<T>, Trouble> {
        self.find(clock, |kept, now| now.duration_since(kept.read) < PAUSE, fetch).await
    }

    async fn find(
        &self,
        clock: &Clock,
        good: impl FnOnce(&Kept<T>, Timestamp) -> bool,
        fetch: impl AsyncFnOnce() -> Result<(T, SignedDuration), Trouble>,
    ) -> Result<Arc<T>, Trouble> {
        let mut place = self.0.lock().await;
        let now = clock.now();
        if let Some(kept) = place.kept.as_ref()
            && good(kept, now)
        {
            return Ok(Arc::clone(&kept.thing));
        }
        if let Some((at, why)) = &place.failed
            && now.duration_since(*at) < REMEMBER
        {
            return Err(Trouble::StillDown(why.clone()));
        }
        match fetch().await {
            Ok((thing, lifetime)) => {
                let thing = Arc::new(thing);
                let fresh_until = now.saturating_add(lifetime).unwrap_or(now);
                place.kept = Some(Kept { thing: Arc::clone(&thing), read: now, fresh_until });
                place.failed = None;
                Ok(thing)
            }
            Err(trouble) => {
                // The clock may have gone on while nobody answered.
                place.failed = Some((clock.now(), trouble.to_string()));
                Err(trouble)
            }
        }
    }
}
