//! How often somebody may try.
//!
//! A bucket of `burst` tries that fills up by one every `every`. Stored is one instant: when the bucket will be full
//! again (the generic cell rate algorithm), so that a bucket that nobody uses needs no document.
//!
//! Guessing a password costs a try from the bucket of the address *and* one from a bucket of the account. Which one
//! that is decides whether an attacker can lock the owner out: a device that has signed in before, and a network that
//! the account has a session from, have buckets of their own, which nobody elsewhere can empty. An owner on a new
//! device in a new place while an attack is going on still gets in through a reset link, whose device is then known.
//! From any number of other addresses, [`ACCOUNT`] lets 40 guesses an hour through.

use jiff::{SignedDuration, Timestamp};

/// How many tries, and how fast they come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Tries in a full bucket.
    pub burst: i32,
    /// How long until one more.
    pub every: SignedDuration,
}

impl Limit {
    const fn new(burst: i32, every: SignedDuration) -> Self {
        Self { burst, every }
    }

    /// How far ahead the instant may lie for one more try.
    pub fn tolerance(&self) -> SignedDuration {
        self.every.saturating_mul(self.burst.saturating_sub(1))
    }
}

/// Sign-ins from one address, whichever the account.
pub const ADDRESS: Limit = Limit::new(30, SignedDuration::from_secs(10));
/// Sign-ins to one account from places and devices that it does not know.
pub const ACCOUNT: Limit = Limit::new(10, SignedDuration::from_mins(2));
/// Sign-ins to one account from a device or a network that it knows.
pub const KNOWN: Limit = Limit::new(10, SignedDuration::from_mins(1));
/// Accounts opened from one address. Opening one tells whether the address is taken, so it is rationed.
pub const REGISTER: Limit = Limit::new(20, SignedDuration::from_mins(3));
/// Links asked for from one address.
pub const FORGOT: Limit = Limit::new(10, SignedDuration::from_mins(1));
/// Links mailed to one account.
pub const MAIL: Limit = Limit::new(3, SignedDuration::from_mins(10));
/// Sign-ins through a provider from one address: each begins with a document of ours and a question to the provider.
pub const DOOR: Limit = Limit::new(30, SignedDuration::from_secs(10));
/// Visitors that one address may be.
pub const VISITOR: Limit = Limit::new(60, SignedDuration::from_secs(10));
/// Tries at the current password by somebody signed in.
pub const CHANGE: Limit = Limit::new(10, SignedDuration::from_mins(2));

/// Pictures sent by one account.
pub const PICTURE: Limit = Limit::new(20, SignedDuration::from_mins(3));
/// Copies of one's data.
pub const EXPORT: Limit = Limit::new(3, SignedDuration::from_hours(8));

/// Whether a try is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes; the bucket is full again then.
    Admitted(Timestamp),
    /// No; there is a try left after that time.
    Refused(SignedDuration),
}

/// Decides on one more try `now`, when the bucket would be full at `full_at` (`None`: it is full).
pub fn decide(full_at: Option<Timestamp>, now: Timestamp, limit: Limit) -> Decision {
    let from = full_at.map_or(now, |at| at.max(now));
    let ahead = from.duration_since(now);
    if ahead <= limit.tolerance() {
        Decision::Admitted(from.saturating_add(limit.every).unwrap_or(Timestamp::MAX))
    } else {
        Decision::Refused(ahead - limit.tolerance())
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    use super::{ACCOUNT, Decision, KNOWN, Limit, decide};

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    /// How many of the tries at these seconds are let through.
    fn admitted(limit: Limit, seconds: impl IntoIterator<Item = i64>) -> usize {
        let mut full_at = None;
        let mut count = 0;
        for second in seconds {
            let now = START + SignedDuration::from_secs(second);
            if let Decision::Admitted(at) = decide(full_at, now, limit) {
                full_at = Some(at);
                count += 1;
            }
        }
        count
    }

    #[test]
    fn a_full_bucket_gives_its_burst_and_then_one_at_a_time() {
        let limit = Limit { burst: 3, every: SignedDuration::from_secs(60) };
        assert_eq!(admitted(limit, [0, 0, 0, 0, 0]), 3);
        assert_eq!(admitted(limit, [0, 0, 0, 59, 60, 61, 119, 120]), 5);
        assert_eq!(admitted(limit, [0, 0, 0, 1000, 1000, 1000, 1000]), 6);
    }

    #[test]
    fn who_is_refused_is_let_through_when_it_was_said() {
        let limit = Limit { burst: 1, every: SignedDuration::from_secs(60) };
        let Decision::Admitted(full_at) = decide(None, START, limit) else { panic!("refused") };
        let later = START + SignedDuration::from_secs(10);
        let Decision::Refused(wait) = decide(Some(full_at), later, limit) else { panic!("admitted") };
        assert_eq!(wait, SignedDuration::from_secs(50));
        assert!(matches!(decide(Some(full_at), later + wait, limit), Decision::Admitted(_)));
    }

    #[test]
    fn ten_thousand_guesses_in_an_hour_are_a_hundred_at_most() {
        let guesses = (0..10_000).map(|n| n * 3600 / 10_000);
        let through = admitted(ACCOUNT, guesses);
        assert!((30..=100).contains(&through), "{through}");
        assert_eq!(admitted(KNOWN, [3599]), 1, "the owner's device has a bucket of its own");
    }

    proptest! {
        #[test]
        fn never_more_than_burst_and_what_came_back(
            burst in 1..20_i32,
            every in 1..100_i64,
            mut seconds in proptest::collection::vec(0..5_000_i64, 1..200),
        ) {
            seconds.sort_unstable();
            let limit = Limit { burst, every: SignedDuration::from_secs(every) };
            let span = seconds[seconds.len() - 1] - seconds[0];
            let most = i64::from(burst) + span / every;
            let through = admitted(limit, seconds);
            prop_assert!(i64::try_from(through).unwrap() <= most);
            prop_assert!(through >= 1);
        }
    }
}
