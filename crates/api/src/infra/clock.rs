//! The one source of time.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Tells the time. Cheap to clone; all clones tell the same time.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Held(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is [advanced](Self::advance). For tests.
    pub fn held(at: Timestamp) -> Self {
        Self(Source::Held(Arc::new(Mutex::new(at))))
    }

    /// The time now, to the millisecond: MongoDB keeps no more, so that what is stored equals what was told. Within an
    /// [operation](crate::infra::operation), the time at which it takes place.
    pub fn now(&self) -> Timestamp {
        super::operation::frozen_time().unwrap_or_else(|| self.real_now())
    }

    /// The time now, whatever is under way.
    pub(super) fn real_now(&self) -> Timestamp {
        let now = match &self.0 {
            Source::System => system_now(),
            Source::Held(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// Moves a held clock on; the machine's clock is left alone.
    pub fn advance(&self, by: SignedDuration) {
        if let Source::Held(at) = &self.0 {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = at.saturating_add(by).unwrap_or(Timestamp::MAX);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the seam")]
fn system_now() -> Timestamp {
    Timestamp::now()
}
