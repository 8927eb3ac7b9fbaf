//! When rights end, and when that is told before.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use shared::campaigns::{RightsTerm, UsageRights};

/// How long before an end the two sides are told.
const ALERTS: [SignedDuration; 3] =
    [SignedDuration::from_hours(30 * 24), SignedDuration::from_hours(7 * 24), SignedDuration::from_hours(24)];

/// The dates of rights that begin at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// From then on they are over.
    pub ends_at: Option<Timestamp>,
    /// From then on there is no paid advertising.
    pub paid_ads_until: Option<Timestamp>,
    /// Until then the creator works for nobody that was named.
    pub exclusive_until: Option<Timestamp>,
}

/// The dates of rights that begin at an instant. Each ends with its last day in the campaign's time zone, where the day on
/// which they begin does not count: so nobody has less than was agreed on.
pub fn dates(agreed: &UsageRights, starts_at: Timestamp, zone: &str) -> Dates {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let days = |days: u16| ends(starts_at, &zone, Span::new().try_days(i64::from(days)));
    let ends_at = match agreed.term {
        RightsTerm::Days { days: count } => days(count),
        RightsTerm::Months { months } => ends(starts_at, &zone, Span::new().try_months(i64::from(months))),
        RightsTerm::Perpetual {} => None,
    };
    let ads = agreed.paid_ads.and_then(|ads| days(ads.days));
    Dates {
        ends_at,
        paid_ads_until: ads.map(|until| ends_at.map_or(until, |end| until.min(end))),
        exclusive_until: agreed.exclusivity.as_ref().and_then(|exclusivity| days(exclusivity.days)),
    }
}

/// The end of the day that lies so far after that of an instant.
fn ends(from: Timestamp, zone: &TimeZone, span: Result<Span, jiff::Error>) -> Option<Timestamp> {
    let last = from.to_zoned(zone.clone()).date().checked_add(span.ok()?).ok()?;
    last.tomorrow().ok()?.to_zoned(zone.clone()).ok().map(|next_day| next_day.timestamp())
}

/// When an end that is to come is told before it comes: those of thirty days, a week and a day before that lie after now.
pub fn alerts(now: Timestamp, end: Timestamp) -> Vec<Timestamp> {
    let before = ALERTS.iter().filter_map(|before| end.saturating_sub(*before).ok());
    before.filter(|at| now < *at).collect()
}

/// How many days are left, rounded up.
pub fn days_left(now: Timestamp, end: Timestamp) -> i64 {
    let hours = end.duration_since(now).as_hours().max(0);
    hours.saturating_add(23).div_euclid(24)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use shared::campaigns::UsageRights;

    use super::{alerts, dates, days_left};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn rights(change: Value) -> UsageRights {
        let mut rights = json!({
            "channels": ["social"], "term": { "kind": "months", "months": 1 }, "territory": { "kind": "worldwide" },
            "editing": "none",
        });
        rights.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        serde_json::from_value(rights).unwrap()
    }

    #[test]
    fn a_term_ends_with_its_last_day_there() {
        for (term, begun, zone, end) in [
            (json!({ "kind": "months", "months": 1 }), "2040-01-31T12:00:00Z", "UTC", "2040-03-01T00:00:00Z"),
            (
                json!({ "kind": "months", "months": 6 }),
                "2040-03-07T12:00:00Z",
                "America/Asuncion",
                "2040-09-08T03:00:00Z",
            ),
            // It still is the day before there.
            (
                json!({ "kind": "days", "days": 1 }),
                "2040-03-07T02:00:00Z",
                "America/Asuncion",
                "2040-03-08T03:00:00Z",
            ),
            (
                json!({ "kind": "days", "days": 30 }),
                "2040-03-07T12:00:00Z",
                "Asia/Tokyo",
                "2040-04-06T15:00:00Z",
            ),
        ] {
            let rights = rights(json!({ "term": term }));
            assert_eq!(dates(&rights, at(begun), zone).ends_at, Some(at(end)), "{zone}");
        }
        let for_ever = rights(json!({ "term": { "kind": "perpetual" } }));
        assert_eq!(dates(&for_ever, at("2040-03-07T12:00:00Z"), "UTC").ends_at, None);
    }

    #[test]
    fn advertising_never_lasts_longer_than_the_term() {
        let of = |days| {
            let rights = rights(json!({ "paid_ads": { "days": days } }));
            dates(&rights, at("2040-03-07T12:00:00Z"), "UTC").paid_ads_until.unwrap()
        };
        assert_eq!(of(10), at("2040-03-18T00:00:00Z"));
        assert_eq!(of(90), at("2040-04-08T00:00:00Z"), "the end of the month that was agreed on");
    }

    #[test]
    fn an_end_is_told_thirty_days_a_week_and_a_day_before() {
        let end = at("2040-05-01T00:00:00Z");
        assert_eq!(
            alerts(at("2040-03-07T12:00:00Z"), end),
            [at("2040-04-01T00:00:00Z"), at("2040-04-24T00:00:00Z"), at("2040-04-30T00:00:00Z")]
        );
        assert_eq!(alerts(at("2040-04-24T00:00:00Z"), end), [at("2040-04-30T00:00:00Z")]);
        assert!(alerts(at("2040-05-01T00:00:00Z"), end).is_empty());
        assert_eq!(days_left(at("2040-04-24T00:00:00Z"), end), 7);
        assert_eq!(days_left(at("2040-04-30T01:00:00Z"), end), 1);
    }

    proptest! {
        /// Nobody has less than was agreed on, wherever and whenever it begins.
        #[test]
        fn a_term_lasts_at_least_as_many_days(days in 1_u16..3_650, second in 2_200_000_000_i64..2_300_000_000) {
            let begun = Timestamp::from_second(second).unwrap();
            for zone in ["America/Asuncion", "Europe/Madrid", "Pacific/Kiritimati", "UTC"] {
                let rights = rights(json!({ "term": { "kind": "days", "days": days } }));
                let end = dates(&rights, begun, zone).ends_at.unwrap();
                let hours = end.duration_since(begun).as_hours();
                // An hour less where clocks were put forward meanwhile.
                prop_assert!(hours >= i64::from(days) * 24 - 1, "{zone} {hours}");
                prop_assert!(hours <= (i64::from(days) + 1) * 24 + 1, "{zone} {hours}");
            }
        }
    }
}
