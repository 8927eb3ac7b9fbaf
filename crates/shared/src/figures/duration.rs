//! Lengths of time: `1:23`, `1:02:03`, `7,4 s`, `2 min 5 s`, `12h:30m:15s`.

use super::NotAFigure;
use super::number::{DecimalMark, folded, number};
use super::parse::{divided, magnitude};
use super::value::Duration;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Reads a length of time.
///
/// # Errors
/// What is wrong with it.
pub fn parse_duration(text: &str, mark: DecimalMark) -> Result<Duration, NotAFigure> {
    let text = folded(text.trim());
    if text.is_empty() {
        return Err(NotAFigure::Empty);
    }
    let milliseconds = if text.contains(char::is_alphabetic) {
        // `12h:30m:15s` is units with colons between them.
        in_units(&text.replace(':', " "), mark)?
    } else {
        by_the_clock(&text)?
    };
    Ok(Duration { milliseconds })
}

/// Reads a number of hours, such as `345.6`, `1,2 mil` or `1.2K`, where a heading says that it is hours; and everything
/// that says so itself.
///
/// # Errors
/// What is wrong with it.
pub fn parse_hours(text: &str, mark: DecimalMark) -> Result<Duration, NotAFigure> {
    let (digits, word) = divided(text);
    match magnitude(&word) {
        Some(exponent) if !digits.contains(':') => {
            let number = number(digits, mark, false)?;
            let unit = 10_u64.checked_pow(exponent).and_then(|many| many.checked_mul(HOUR));
            Ok(Duration { milliseconds: number.of(unit.ok_or(NotAFigure::TooLarge)?)? })
        }
        _ => parse_duration(text, mark),
    }
}

/// `1:23`, `1:02:03`.
fn by_the_clock(text: &str) -> Result<u64, NotAFigure> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return Err(NotAFigure::NotADuration);
    }
    let mut total = 0_u64;
    for (place, part) in parts.iter().enumerate() {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        let length = if place == 0 { (1..=5).contains(&part.len()) } else { part.len() == 2 };
        if !digits || !length {
            return Err(NotAFigure::NotADuration);
        }
        let value: u64 = part.parse().map_err(|_| NotAFigure::NotADuration)?;
        if place > 0 && value >= 60 {
            return Err(NotAFigure::NotADuration);
        }
        total = total * 60 + value;
    }
    Ok(total * SECOND)
}

/// `2 min 5 s`, `7,4 s`: each unit once, from the largest to the smallest; decimals only in the smallest.
fn in_units(text: &str, mark: DecimalMark) -> Result<u64, NotAFigure> {
    let mut rest = text.trim();
    let mut total = 0_u64;
    let mut before: Option<u64> = None;
    let mut decimals = false;
    while !rest.is_empty() {
        let start = rest.find(char::is_alphabetic).ok_or(NotAFigure::NotADuration)?;
        let (digits, behind) = rest.split_at(start);
        let end = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let (word, behind) = behind.split_at(end);
        rest = behind.trim_start_matches('.').trim();
        if digits.trim().is_empty() && matches!(word, "y" | "and") && before.is_some() {
            continue;
        }
        let unit = unit(word).ok_or(NotAFigure::NotADuration)?;
        let amount = number(digits.trim(), mark, false)?;
        if decimals
            || before.is_some_and(|before| unit >= before || amount.of(unit).is_ok_and(|ms| ms >= before))
        {
            return Err(NotAFigure::NotADuration);
        }
        decimals = amount.places > 0;
        before = Some(unit);
        total = total.checked_add(amount.of(unit)?).ok_or(NotAFigure::TooLarge)?;
    }
    if before.is_some() { Ok(total) } else { Err(NotAFigure::NotADuration) }
}

fn unit(word: &str) -> Option<u64> {
    match word {
        "d" | "dia" | "dias" | "day" | "days" => Some(DAY),
        "h" | "hr" | "hrs" | "hora" | "horas" | "hour" | "hours" => Some(HOUR),
        "m" | "min" | "mins" | "minuto" | "minutos" | "minute" | "minutes" => Some(MINUTE),
        "s" | "seg" | "segs" | "segundo" | "segundos" | "sec" | "secs" | "second" | "seconds" => Some(SECOND),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ms(text: &str) -> Result<u64, NotAFigure> {
        parse_duration(text, DecimalMark::Unknown).map(|duration| duration.milliseconds)
    }

    #[test]
    fn durations_are_read_as_the_networks_write_them() {
        for (text, expected) in [
            ("1:23", 83_000),
            ("0:07", 7_000),
            ("1:02:03", 3_723_000),
            ("7.4s", 7_400),
            ("7,4 s", 7_400),
            ("2 min 5 s", 125_000),
            ("2m 5s", 125_000),
            ("2 min. 5 seg.", 125_000),
            ("3 minutos y 20 segundos", 200_000),
            ("1 h 3 min", 3_780_000),
            ("12h:30m:15s", 45_015_000),
            ("1 d 2 h", 93_600_000),
            ("1,5 h", 5_400_000),
            ("45 SEC", 45_000),
        ] {
            assert_eq!(ms(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "1:2",
            "1:60",
            "1:2:3:4",
            "12",
            "5 s 2 min",
            "2 min 2 min",
            "2 min 75 s",
            "1,5 min 3 s",
            "s",
            "y",
            "5 apples",
            "-5 s",
            "a:b",
            "9:41 AM",
            ":30",
            "5 y s",
        ] {
            assert!(ms(text).is_err(), "{text}: {:?}", ms(text));
        }
        assert_eq!(ms(" "), Err(NotAFigure::Empty));
    }

    #[test]
    fn hours_are_read_where_a_heading_says_so() {
        for (text, mark, expected) in [
            ("345.6", DecimalMark::Unknown, Ok(1_244_160_000)),
            ("1.2K", DecimalMark::Point, Ok(4_320_000_000)),
            ("1,2 mil", DecimalMark::Comma, Ok(4_320_000_000)),
            ("1.234", DecimalMark::Comma, Ok(4_442_400_000)),
            ("1.234", DecimalMark::Unknown, Err(NotAFigure::Ambiguous)),
            ("12h:30m:15s", DecimalMark::Unknown, Ok(45_015_000)),
            ("2:30:00", DecimalMark::Unknown, Ok(9_000_000)),
            ("apples", DecimalMark::Unknown, Err(NotAFigure::NotADuration)),
        ] {
            let read = parse_hours(text, mark).map(|duration| duration.milliseconds);
            assert_eq!(read, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_form_of_a_duration_reads_back(seconds in 0..360_000_u64) {
            let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            let clock = if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") };
            for text in [clock, format!("{h}h:{m}m:{s}s"), format!("{h} h {m} min {s} s"), format!("{h} horas {m} minutos y {s} segundos")] {
                prop_assert_eq!(ms(&text), Ok(seconds * 1000), "{}", text);
            }
        }

        #[test]
        fn tenths_of_a_second_read_back(tenths in 0..100_000_u64, comma in any::<bool>()) {
            let mark = if comma { ',' } else { '.' };
            prop_assert_eq!(ms(&format!("{}{mark}{} s", tenths / 10, tenths % 10)), Ok(tenths * 100));
        }

        #[test]
        fn no_text_is_too_much(text in "[0-9hmsdyinegk:., ]{0,24}|\\PC{0,24}") {
            let _ = ms(&text);
            let _ = parse_hours(&text, DecimalMark::Point);
        }
    }
}
