//! When a stage of the work ends, and when whoever is to act is reminded.

use jiff::{SignedDuration, Timestamp};

/// A day.
pub const DAY: SignedDuration = SignedDuration::from_hours(24);

/// So many days after an instant.
pub fn after_days(from: Timestamp, days: u8) -> Timestamp {
    after_hours(from, u16::from(days).saturating_mul(24))
}

/// So many hours after an instant.
pub fn after_hours(from: Timestamp, hours: u16) -> Timestamp {
    from.saturating_add(SignedDuration::from_hours(i64::from(hours))).unwrap_or(Timestamp::MAX)
}

/// When to remind of a stage that ends: a day before, or in the middle of one that lasts no longer than two.
pub fn remind_at(from: Timestamp, due: Timestamp) -> Timestamp {
    let lasts = due.duration_since(from);
    let before =
        if lasts > DAY.saturating_mul(2) { DAY } else { SignedDuration::from_millis(millis(lasts) / 2) };
    due.saturating_sub(before).unwrap_or(Timestamp::MIN)
}

fn millis(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::{after_days, after_hours, remind_at};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn one_is_reminded_a_day_before_or_half_way() {
        let begun = at("2040-03-07T12:00:00Z");
        assert_eq!(after_days(begun, 3), at("2040-03-10T12:00:00Z"));
        assert_eq!(after_hours(begun, 48), at("2040-03-09T12:00:00Z"));
        assert_eq!(remind_at(begun, after_days(begun, 3)), at("2040-03-09T12:00:00Z"));
        assert_eq!(remind_at(begun, after_hours(begun, 48)), at("2040-03-08T12:00:00Z"));
        assert_eq!(remind_at(begun, after_days(begun, 1)), at("2040-03-08T00:00:00Z"));
    }

    proptest! {
        #[test]
        fn a_reminder_comes_within_the_stage(hours in 1_u16..2_000) {
            let begun = at("2040-03-07T12:00:00Z");
            let due = after_hours(begun, hours);
            let reminded = remind_at(begun, due);
            prop_assert!(begun < reminded && reminded < due);
        }
    }
}
