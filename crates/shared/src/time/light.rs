//! An instant to the millisecond: read, written and compared, nothing else.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{FromJson, Value, from_text};

const DAY: i64 = 86_400_000;
/// The days before 1970-01-01 in an era that begins on 0000-03-01.
const EPOCH: i64 = 719_468;
/// The days of 400 years.
const ERA: i64 = 146_097;

/// An instant as the app needs it. What the API writes more finely than to the millisecond is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A text that is no instant of the form `2026-11-21T17:03:22.5Z`, or a number beyond the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoInstant;

impl fmt::Display for NoInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an instant of the form 2026-11-21T17:03:22Z")
    }
}

impl std::error::Error for NoInstant {}

impl Timestamp {
    /// The instant so many milliseconds after 1970.
    ///
    /// # Errors
    /// Beyond the years 0 to 9999.
    pub fn from_millisecond(millisecond: i64) -> Result<Self, NoInstant> {
        const FIRST: i64 = -62_167_219_200_000;
        const LAST: i64 = 253_402_300_799_999;
        if (FIRST..=LAST).contains(&millisecond) { Ok(Self(millisecond)) } else { Err(NoInstant) }
    }

    /// Milliseconds after 1970.
    pub const fn as_millisecond(self) -> i64 {
        self.0
    }
}

/// The days from 1970-01-01 to a date of the Gregorian calendar. (Howard Hinnant, `days_from_civil`.)
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// The date that lies so many days after 1970-01-01. (`civil_from_days`.)
const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let era = days.div_euclid(ERA);
    let of_era = days - era * ERA;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + if month <= 2 { 1 } else { 0 }, month, day)
}

/// Reads from the front of a text.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (front, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        front
            .iter()
            .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
    }

    fn mark(&mut self, marks: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        marks.contains(first).then_some(*first)
    }

    /// A fraction of a second, in milliseconds.
    fn fraction(&mut self) -> Option<i64> {
        if self.0.first() != Some(&b'.') {
            return Some(0);
        }
        let digits = self.0.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
        let (front, rest) = self.0.split_at_checked(digits + 1)?;
        self.0 = rest;
        let digit = |at: usize| front.get(at).map_or(0, |byte| i64::from(byte - b'0'));
        (digits > 0).then(|| digit(1) * 100 + digit(2) * 10 + digit(3))
    }

    /// `Z`, or how far local time is ahead, in milliseconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.mark(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2)?;
        self.mark(b":")?;
        let minutes = self.number(2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
    }
}

fn read(text: &str) -> Option<i64> {
    let mut reader = Reader(text.as_bytes());
    let year = reader.number(4)?;
    reader.mark(b"-")?;
    let month = reader.number(2)?;
    reader.mark(b"-")?;
    let day = reader.number(2)?;
    reader.mark(b"Tt ")?;
    let hour = reader.number(2)?;
    reader.mark(b":")?;
    let minute = reader.number(2)?;
    reader.mark(b":")?;
    let second = reader.number(2)?;
    let fraction = reader.fraction()?;
    let offset = reader.offset()?;
    let days = days(year, month, day);
    // A day that a month does not have comes back as another date.
    let exists = date(days) == (year, month, day) && hour < 24 && minute < 60 && second < 60;
    (exists && reader.0.is_empty())
        .then(|| days * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offset)
}

impl FromStr for Timestamp {
    type Err = NoInstant;

    fn from_str(text: &str) -> Result<Self, NoInstant> {
        Self::from_millisecond(read(text).ok_or(NoInstant)?)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, within) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = date(days);
        let (seconds, fraction) = (within / 1000, within % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if fraction > 0 {
            let digits = format!("{fraction:03}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl FromJson for Timestamp {
    fn from_json(value: &mut Value) -> Option<Self> {
        from_text(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    /// Instants that lie unevenly over all years, those around turns of days, months and centuries among them.
    fn instants() -> impl Iterator<Item = i64> {
        let turns = [
            "0001-01-01",
            "1600-02-29",
            "1900-03-01",
            "1970-01-01",
            "2000-02-29",
            "2024-12-31",
            "9999-12-29",
        ]
        .map(|day| format!("{day}T00:00:00Z").parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let around = turns.into_iter().flat_map(|turn| [-1, 0, 1, 999, 86_399_999].map(|by| turn + by));
        around.chain((0..20_000).map(|step| -60_000_000_000_000 + step * 15_487_469_123))
    }

    #[test]
    fn it_reads_and_writes_as_jiff_does() {
        let mut seen = 0;
        for millisecond in instants() {
            let (Ok(ours), Ok(theirs)) =
                (Timestamp::from_millisecond(millisecond), jiff::Timestamp::from_millisecond(millisecond))
            else {
                continue;
            };
            seen += 1;
            let text = theirs.to_string();
            assert_eq!(ours.to_string(), text);
            assert_eq!(text.parse(), Ok(ours), "{text}");
        }
        assert!(seen > 19_000, "{seen}");
    }

    #[test]
    fn offsets_and_finer_fractions_are_understood() {
        let read = |text: &str| text.parse::<Timestamp>().unwrap().to_string();
        assert_eq!(read("2026-11-21T14:03:22.123456789-03:00"), "2026-11-21T17:03:22.123Z");
        assert_eq!(read("2026-11-21T00:30:00+01:00"), "2026-11-20T23:30:00Z");
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for wrong in [
            "",
            "2026-11-21",
            "2026-11-21T17:03:22",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-10T00:00:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T17:03:22.Z",
            "2026-11-21T17:03:22ZZ",
            "yesterday",
        ] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
        assert!(Timestamp::from_millisecond(i64::MAX).is_err());
    }

    #[test]
    fn in_json_it_is_a_text() {
        let instant: Timestamp = serde_json::from_str("\"2026-11-21T17:03:22Z\"").unwrap();
        assert_eq!(serde_json::to_string(&instant).unwrap(), "\"2026-11-21T17:03:22Z\"");
        assert!(
            serde_json::from_str::<Timestamp>("\"soon\"").unwrap_err().to_string().contains("an instant")
        );
    }
}
