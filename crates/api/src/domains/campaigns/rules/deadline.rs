//! When a campaign's last day ends.
//!
//! The old platform took the deadline for the first instant of its day, in UTC, and so closed campaigns a day early. Here
//! a deadline is a day of the calendar in the campaign's own time zone, and it ends when the next day begins there.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The zone of a campaign that names none.
pub const DEFAULT_ZONE: &str = "America/Asuncion";

/// The name that the database of time zones has for this one, if there is one.
pub fn zone_name(name: &str) -> Option<String> {
    TimeZone::get(name).ok().and_then(|zone| zone.iana_name().map(str::to_owned))
}

/// The first instant after a day in a zone, if day and zone exist: at this instant it is too late.
pub fn closes_at(day: &str, zone: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    let zone = TimeZone::get(zone).ok()?;
    // Where clocks are put forward at midnight, the next day begins at one o'clock: jiff takes the first instant there
    // is. Where midnight comes twice, it takes the first one.
    day.tomorrow().ok()?.to_zoned(zone).ok().map(|next_day| next_day.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Timestamp};

    use super::{closes_at, zone_name};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// The regression of the old platform: a campaign whose deadline is the 30th takes applications all through the 30th.
    #[test]
    fn a_deadline_lasts_to_the_end_of_its_day_there() {
        for (day, zone, end) in [
            ("2026-11-30", "America/Asuncion", "2026-12-01T03:00:00Z"),
            ("2026-11-30", "America/Argentina/Buenos_Aires", "2026-12-01T03:00:00Z"),
            ("2026-11-30", "Europe/Madrid", "2026-11-30T23:00:00Z"),
            ("2026-07-31", "Europe/Madrid", "2026-07-31T22:00:00Z"),
            ("2026-11-30", "America/New_York", "2026-12-01T05:00:00Z"),
            ("2026-11-30", "Asia/Tokyo", "2026-11-30T15:00:00Z"),
            ("2026-11-30", "Asia/Kathmandu", "2026-11-30T18:15:00Z"),
            ("2026-11-30", "Pacific/Kiritimati", "2026-11-30T10:00:00Z"),
            ("2026-11-30", "Pacific/Pago_Pago", "2026-12-01T11:00:00Z"),
            ("2028-02-28", "UTC", "2028-02-29T00:00:00Z"),
            ("2026-12-31", "UTC", "2027-01-01T00:00:00Z"),
        ] {
            assert_eq!(closes_at(day, zone), Some(at(end)), "{day} {zone}");
        }
    }

    #[test]
    fn days_on_which_clocks_are_changed_last_as_long_as_they_do() {
        for (day, zone, end) in [
            // Clocks change in the night before the end: 23 and 25 hours.
            ("2026-03-29", "Europe/Madrid", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "Europe/Madrid", "2026-10-25T23:00:00Z"),
            ("2026-03-08", "America/New_York", "2026-03-09T04:00:00Z"),
            ("2026-11-01", "America/New_York", "2026-11-02T05:00:00Z"),
            // There is no midnight: clocks went from 24:00 to 1:00.
            ("2023-09-30", "America/Asuncion", "2023-10-01T04:00:00Z"),
            ("2023-09-02", "America/Santiago", "2023-09-03T04:00:00Z"),
            // The last hour came twice: from 24:00 back to 23:00.
            ("2024-03-23", "America/Asuncion", "2024-03-24T04:00:00Z"),
            // Midnight comes twice: from 1:00 back to 0:00; the day is over at the first.
            ("2026-10-31", "America/Havana", "2026-11-01T04:00:00Z"),
            // A day that was left out on this side of the date line.
            ("2011-12-29", "Pacific/Apia", "2011-12-30T10:00:00Z"),
        ] {
            assert_eq!(closes_at(day, zone), Some(at(end)), "{day} {zone}");
        }
    }

    /// In every zone that there is, the instant before is still that day, and the instant itself is not.
    #[test]
    fn in_every_zone_the_instant_before_is_still_that_day() {
        let mut zones = 0;
        for name in jiff::tz::db().available() {
            let Ok(zone) = TimeZone::get(name.as_str()) else { continue };
            if zone.iana_name().is_none() {
                continue;
            }
            for day in ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-31", "2026-11-30"] {
                let end = closes_at(day, name.as_str()).unwrap();
                let before = end.saturating_sub(SignedDuration::from_millis(1)).unwrap();
                assert_eq!(before.to_zoned(zone.clone()).date().to_string(), day, "{name}");
                assert!(end.to_zoned(zone.clone()).date().to_string().as_str() > day, "{name}");
            }
            zones += 1;
        }
        assert!(zones > 300, "{zones} zones");
    }

    #[test]
    fn what_does_not_exist_has_no_end() {
        assert_eq!(closes_at("2026-02-30", "UTC"), None);
        assert_eq!(closes_at("2026-02-28", "America/Nowhere"), None);
        assert_eq!(zone_name("america/asuncion").as_deref(), Some("America/Asuncion"));
        assert_eq!(zone_name("Nowhere"), None);
    }
}
