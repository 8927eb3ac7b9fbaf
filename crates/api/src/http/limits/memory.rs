//! Counting in memory, by `governor`.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use governor::clock::Clock as GovernorsClock;
use governor::middleware::{NoOpMiddleware, StateInformationMiddleware, StateSnapshot};
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::standing::{Standing, Verdict, share_of_minute};
use super::{Policy, Who};
use crate::infra::clock::Clock;

/// After so many counts, those who stand as if they had never come are forgotten.
const SWEEP_EVERY: u32 = 8_192;

type Limiter = RateLimiter<Who, DashMapStateStore<Who>, Ticks, StateInformationMiddleware>;

/// Our clock as governor's.
#[derive(Clone)]
struct Ticks(Clock);

impl GovernorsClock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(u64::try_from(self.0.now().as_nanosecond()).unwrap_or_default())
    }
}

/// The counts of this process.
pub struct Memory {
    clock: Clock,
    /// One for each policy and rate: API keys may have rates of their own.
    limiters: RwLock<HashMap<(Policy, NonZeroU32), Arc<Limiter>>>,
    since_sweep: AtomicU32,
}

impl Memory {
    /// Nobody has asked for anything yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, limiters: RwLock::default(), since_sweep: AtomicU32::new(0) }
    }

    /// Counts one request.
    pub fn count(&self, policy: Policy, rate: NonZeroU32, who: Who) -> Verdict {
        self.sweep_now_and_then();
        let limiter = self.limiter(policy, rate);
        let standing = |left: u32| Standing {
            policy: policy.name(),
            rate: rate.get(),
            left,
            full_in: share_of_minute(rate.get()) * rate.get().saturating_sub(left),
        };
        match limiter.check_key(&who) {
            Ok(state) => Verdict::LetIn(standing(left(&state))),
            Err(until) => {
                let now = Ticks(self.clock.clone()).now();
                Verdict::Refused(standing(0), until.wait_time_from(now))
            }
        }
    }

    fn limiter(&self, policy: Policy, rate: NonZeroU32) -> Arc<Limiter> {
        let known =
            self.limiters.read().unwrap_or_else(PoisonError::into_inner).get(&(policy, rate)).cloned();
        known.unwrap_or_else(|| {
            let mut limiters = self.limiters.write().unwrap_or_else(PoisonError::into_inner);
            let new = || {
                let quota = Quota::per_minute(rate);
                let limiter = RateLimiter::<_, _, _, NoOpMiddleware<Nanos>>::new(
                    quota,
                    DashMapStateStore::default(),
                    Ticks(self.clock.clone()),
                );
                Arc::new(limiter.with_middleware::<StateInformationMiddleware>())
            };
            Arc::clone(limiters.entry((policy, rate)).or_insert_with(new))
        })
    }

    fn sweep_now_and_then(&self) {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) < SWEEP_EVERY {
            return;
        }
        self.since_sweep.store(0, Ordering::Relaxed);
        for limiter in self.limiters.read().unwrap_or_else(PoisonError::into_inner).values() {
            limiter.retain_recent();
        }
    }
}

fn left(state: &StateSnapshot) -> u32 {
    state.remaining_burst_capacity()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};

    use super::*;

    fn rate(rate: u32) -> NonZeroU32 {
        NonZeroU32::new(rate).unwrap()
    }

    #[test]
    fn a_minute_s_worth_at_once_then_one_as_each_is_earned() {
        let clock = Clock::held(Timestamp::UNIX_EPOCH);
        let memory = Memory::new(clock.clone());
        let ask = || memory.count(Policy::User, rate(60), Who::User(1));
        for left in (0..60).rev() {
            let Verdict::LetIn(standing) = ask() else { panic!("{left} should be left") };
            assert_eq!((standing.left, standing.rate), (left, 60));
        }
        let Verdict::Refused(standing, wait) = ask() else { panic!("the 61st is refused") };
        assert_eq!((standing.left, standing.full_in), (0, Duration::from_secs(60)));
        assert_eq!(wait, Duration::from_secs(1));
        clock.advance(SignedDuration::from_millis(999));
        assert!(matches!(ask(), Verdict::Refused(_, wait) if wait == Duration::from_millis(1)));
        clock.advance(SignedDuration::from_millis(1));
        assert!(matches!(ask(), Verdict::LetIn(Standing { left: 0, .. })));
        assert!(matches!(ask(), Verdict::Refused(..)));
    }

    #[test]
    fn whoever_is_counted_under_another_name_or_policy_is_counted_alone() {
        let memory = Memory::new(Clock::held(Timestamp::UNIX_EPOCH));
        for (policy, who) in [
            (Policy::User, Who::User(1)),
            (Policy::User, Who::User(2)),
            (Policy::Key, Who::Key(1)),
            (Policy::Work, Who::User(1)),
        ] {
            assert!(matches!(memory.count(policy, rate(1), who), Verdict::LetIn(_)), "{policy:?} {who:?}");
            assert!(matches!(memory.count(policy, rate(1), who), Verdict::Refused(..)), "{policy:?} {who:?}");
        }
    }
}
