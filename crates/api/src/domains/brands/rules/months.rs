//! The months of a package, and when its use is worth telling.
//!
//! A month begins on the day of the month on which the package began, by the calendar of Asunción, where packages are
//! sold. One that began on the 31st begins on the last day of shorter months, and on the 31st again after them.

use jiff::{Span, Timestamp};
use shared::brands::UseAlert;

/// Whose calendar counts.
const ZONE: &str = "America/Asuncion";

/// When so many months after the start of a package are over.
///
/// # Errors
/// Beyond the calendar, which the bounds of what can be granted keep away.
pub fn after(start: Timestamp, months: u32) -> Result<Timestamp, jiff::Error> {
    let begun = start.in_tz(ZONE)?;
    Ok(begun.checked_add(Span::new().try_months(i64::from(months))?)?.timestamp())
}

/// Which month of a package it is, counted from 0; `None` before it and after its last one.
///
/// # Errors
/// As [`after`].
pub fn month_at(start: Timestamp, months: u32, now: Timestamp) -> Result<Option<u32>, jiff::Error> {
    if now < start {
        return Ok(None);
    }
    for month in 0..months {
        if now < after(start, month.saturating_add(1))? {
            return Ok(Some(month));
        }
    }
    Ok(None)
}

/// What is to be told once the `used`th of `limit` deliveries is used. Each alert is met by exactly one use.
pub fn to_tell(used: u32, limit: u32) -> Option<UseAlert> {
    let now = UseAlert::of(used, limit);
    let before = UseAlert::of(used.saturating_sub(1), limit);
    now.filter(|_| now != before)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;
    use shared::brands::UseAlert;

    use super::{after, month_at, to_tell};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn months_begin_on_the_day_of_the_first_one() {
        let start = at("2040-01-31T12:00:00Z");
        // The last day of shorter months, and the 31st again.
        assert_eq!(after(start, 1).unwrap(), at("2040-02-29T12:00:00Z"));
        assert_eq!(
            after(start, 2).unwrap().as_second() / 86_400,
            at("2040-03-31T12:00:00Z").as_second() / 86_400
        );
        assert_eq!(month_at(start, 2, start).unwrap(), Some(0));
        assert_eq!(month_at(start, 2, at("2040-02-29T11:59:59Z")).unwrap(), Some(0));
        assert_eq!(month_at(start, 2, at("2040-02-29T12:00:00Z")).unwrap(), Some(1));
        assert_eq!(month_at(start, 2, at("2040-04-01T12:00:00Z")).unwrap(), None);
        assert_eq!(month_at(start, 2, at("2040-01-31T11:59:59Z")).unwrap(), None);
    }

    proptest! {
        #[test]
        fn each_share_is_told_once_and_in_order(limit in 1_u32..=10_000) {
            let told: Vec<(u32, UseAlert)> =
                (1..=limit).filter_map(|used| to_tell(used, limit).map(|told| (used, told))).collect();
            prop_assert!(told.last() == Some(&(limit, UseAlert::Full)));
            prop_assert!(told.len() <= 2 && told.is_sorted_by_key(|(_, told)| *told));
            for (used, told) in told {
                prop_assert!(used * 100 >= limit * told.percent());
                prop_assert!((used - 1) * 100 < limit * told.percent());
            }
            // Below five, 80 % of them is all of them.
            prop_assert_eq!((1..=limit).filter_map(|used| to_tell(used, limit)).count(), if limit < 5 { 1 } else { 2 });
        }

        #[test]
        fn months_follow_each_other_without_a_gap(second in 2_000_000_000_i64..2_100_000_000, months in 1_u32..=36) {
            let start = Timestamp::from_second(second).unwrap();
            for month in 0..months {
                let (from, until) = (after(start, month).unwrap(), after(start, month + 1).unwrap());
                prop_assert!(from < until);
                prop_assert_eq!(month_at(start, months, from).unwrap(), Some(month));
            }
            prop_assert_eq!(month_at(start, months, after(start, months).unwrap()).unwrap(), None);
        }
    }
}
