//! When a schedule comes round: pure calendar arithmetic.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How often, in the civil time of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "every")]
pub enum Rule {
    /// Every hour of UTC at this minute; the zone does not matter.
    Hour {
        /// 0 to 59.
        minute: i8,
    },
    /// Every day at this time.
    Day {
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
    /// Every week on this day at this time.
    Week {
        /// 1 is Monday, 7 is Sunday.
        weekday: i8,
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
}

/// A rule in a time zone. A time that a change of the clocks leaves out is taken as much later as the clocks jump; one
/// that comes twice counts the first time only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    rule: Rule,
    zone: String,
}

impl Timetable {
    /// A timetable that is known to make sense.
    ///
    /// # Errors
    /// When the zone is unknown, or the day or time does not exist.
    pub fn new(rule: Rule, zone: impl Into<String>) -> Result<Self, WrongTimetable> {
        let timetable = Self { rule, zone: zone.into() };
        timetable.parts()?;
        Ok(timetable)
    }

    /// The first instant after `after`; [`Timestamp::MAX`] if there is none before the end of the calendar.
    ///
    /// # Errors
    /// When a timetable read back from the database no longer makes sense, such as a zone that this machine does not know.
    pub fn next_after(&self, after: Timestamp) -> Result<Timestamp, WrongTimetable> {
        let (zone, weekday, time) = self.parts()?;
        if let Rule::Hour { minute } = self.rule {
            return Ok(next_minute(minute, after));
        }
        let today = after.to_zoned(zone.clone()).date();
        // Eight days reach the same weekday again; one more because a jump of the clocks can swallow a whole day.
        let next = (0..=9).find_map(|days| {
            let date = today.checked_add(Span::new().days(days)).ok()?;
            if weekday.is_some_and(|weekday| date.weekday() != weekday) {
                return None;
            }
            let at = date.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp();
            (at > after).then_some(at)
        });
        Ok(next.unwrap_or(Timestamp::MAX))
    }

    fn parts(&self) -> Result<(TimeZone, Option<Weekday>, Time), WrongTimetable> {
        let zone = TimeZone::get(&self.zone).map_err(|_| WrongTimetable::Zone(self.zone.clone()))?;
        let (weekday, hour, minute) = match self.rule {
            Rule::Hour { minute } => (None, 0, minute),
            Rule::Day { hour, minute } => (None, hour, minute),
            Rule::Week { weekday, hour, minute } => {
                let day =
                    Weekday::from_monday_one_offset(weekday).map_err(|_| WrongTimetable::Weekday(weekday))?;
                (Some(day), hour, minute)
            }
        };
        let time = Time::new(hour, minute, 0, 0).map_err(|_| WrongTimetable::Time { hour, minute })?;
        Ok((zone, weekday, time))
    }
}

/// The first instant after `after` at which a clock of UTC shows this minute.
fn next_minute(minute: i8, after: Timestamp) -> Timestamp {
    const HOUR: i64 = 3600;
    let into = i64::from(minute) * 60;
    let begun = (after.as_second() - into).div_euclid(HOUR);
    Timestamp::from_second((begun + 1) * HOUR + into).unwrap_or(Timestamp::MAX)
}

/// A timetable that makes no sense.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongTimetable {
    /// The time zone database does not have it.
    #[error("`{0}` is not a known time zone; write one such as America/Asuncion")]
    Zone(String),
    /// Not 1 to 7.
    #[error("{0} is not a day of the week; 1 is Monday, 7 is Sunday")]
    Weekday(i8),
    /// Not a time of day.
    #[error("{hour}:{minute} is not a time of day between 0:00 and 23:59")]
    Time {
        /// As given.
        hour: i8,
        /// As given.
        minute: i8,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(rule: Rule, zone: &str, after: &str) -> String {
        Timetable::new(rule, zone).unwrap().next_after(after.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_clocks_change_and_the_schedule_does_not_lose_or_repeat_a_day() {
        let day = |hour, minute| Rule::Day { hour, minute };
        // (rule, zone, after, next)
        let table = [
            // Asunción kept UTC−4 in winter and −3 in summer until October 2024, and −3 ever since.
            (day(3, 0), "America/Asuncion", "2024-07-01T12:00:00Z", "2024-07-02T07:00:00Z"),
            (day(3, 0), "America/Asuncion", "2026-07-01T12:00:00Z", "2026-07-02T06:00:00Z"),
            // 5 October 2024: 00:00 became 01:00. Half past midnight did not exist; it counts as 01:30.
            (day(0, 30), "America/Asuncion", "2024-10-05T12:00:00Z", "2024-10-06T04:30:00Z"),
            (day(0, 30), "America/Asuncion", "2024-10-06T04:30:00Z", "2024-10-07T03:30:00Z"),
            // 23 March 2024: midnight became 23:00 again. Half past eleven came twice; only the first counts.
            (day(23, 30), "America/Asuncion", "2024-03-23T12:00:00Z", "2024-03-24T02:30:00Z"),
            (day(23, 30), "America/Asuncion", "2024-03-24T02:30:00Z", "2024-03-25T03:30:00Z"),
            // Inside the repeated hour, on its second pass.
            (day(23, 30), "America/Asuncion", "2024-03-24T03:15:00Z", "2024-03-25T03:30:00Z"),
            // Madrid, 29 March 2026: 02:00 became 03:00. Half past two counts as 03:30.
            (day(2, 30), "Europe/Madrid", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z"),
            (day(2, 30), "Europe/Madrid", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"),
            // Madrid, 25 October 2026: 03:00 became 02:00.
            (day(2, 30), "Europe/Madrid", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"),
            (day(2, 30), "Europe/Madrid", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
            // The instant itself is not after itself; the one before it is.
            (day(3, 0), "America/Asuncion", "2026-11-21T06:00:00Z", "2026-11-22T06:00:00Z"),
            (day(3, 0), "America/Asuncion", "2026-11-21T05:59:59Z", "2026-11-21T06:00:00Z"),
            // Samoa left out 30 December 2011 altogether.
            (day(3, 0), "Pacific/Apia", "2011-12-29T13:00:00Z", "2011-12-30T13:00:00Z"),
            (day(3, 0), "Pacific/Apia", "2011-12-30T13:00:00Z", "2011-12-31T13:00:00Z"),
        ];
        for (rule, zone, after, expected) in table {
            assert_eq!(next(rule, zone, after), expected, "{rule:?} in {zone} after {after}");
        }
    }

    #[test]
    fn a_week_has_its_day() {
        let sunday = Rule::Week { weekday: 7, hour: 4, minute: 0 };
        assert_eq!(next(sunday, "America/Asuncion", "2026-11-21T12:00:00Z"), "2026-11-22T07:00:00Z");
        assert_eq!(next(sunday, "America/Asuncion", "2026-11-22T07:00:00Z"), "2026-11-29T07:00:00Z");
        // The Sunday on which Madrid's clocks go forward.
        let sunday = Rule::Week { weekday: 7, hour: 2, minute: 30 };
        assert_eq!(next(sunday, "Europe/Madrid", "2026-03-23T00:00:00Z"), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn every_year_of_days_has_one_occurrence_a_day() {
        for zone in ["America/Asuncion", "Europe/Madrid"] {
            for (hour, minute) in [(0, 0), (0, 30), (2, 30), (3, 0), (23, 30)] {
                let timetable = Timetable::new(Rule::Day { hour, minute }, zone).unwrap();
                let mut at: Timestamp = "2023-12-31T12:00:00Z".parse().unwrap();
                let mut dates = Vec::new();
                for _ in 0..366 {
                    at = timetable.next_after(at).unwrap();
                    dates.push(at.in_tz(zone).unwrap().date());
                }
                assert!(
                    dates.windows(2).all(|pair| pair[0].tomorrow().unwrap() == pair[1]),
                    "{hour}:{minute} in {zone} lost or repeated a day"
                );
            }
        }
    }

    #[test]
    fn an_hour_has_its_minute_and_comes_once() {
        let hourly = |minute| Rule::Hour { minute };
        let table = [
            (hourly(0), "2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z"),
            (hourly(0), "2026-11-21T11:59:59.999Z", "2026-11-21T12:00:00Z"),
            (hourly(20), "2026-11-21T12:19:59Z", "2026-11-21T12:20:00Z"),
            (hourly(20), "2026-11-21T12:20:00Z", "2026-11-21T13:20:00Z"),
            (hourly(59), "2026-12-31T23:59:30Z", "2027-01-01T00:59:00Z"),
        ];
        for (rule, after, expected) in table {
            assert_eq!(next(rule, "America/Asuncion", after), expected, "{rule:?} after {after}");
        }
        assert!(Timetable::new(hourly(60), "UTC").is_err());
    }

    #[test]
    fn nonsense_is_named() {
        let day = Rule::Day { hour: 3, minute: 0 };
        assert_eq!(
            Timetable::new(day, "Mars/Olympus").unwrap_err(),
            WrongTimetable::Zone("Mars/Olympus".to_owned())
        );
        let eighth = Rule::Week { weekday: 8, hour: 3, minute: 0 };
        assert_eq!(Timetable::new(eighth, "UTC").unwrap_err(), WrongTimetable::Weekday(8));
        let late = Rule::Day { hour: 24, minute: 0 };
        assert_eq!(Timetable::new(late, "UTC").unwrap_err(), WrongTimetable::Time { hour: 24, minute: 0 });
    }
}
