//! Moments of a video and spots of a picture, as people write them: `1:23`, and percent from the left and from above.

use shared::campaigns::{CommentPlace, Spot};

use crate::ui::format;

/// The latest moment of a video that something can be said about, in milliseconds: four hours.
const LATEST: u32 = 4 * 3600 * 1000;

/// A moment as people write it: `1:23`, `1:02:03`.
pub fn moment(at_ms: u32) -> String {
    let seconds = at_ms / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The moment that a text means, in milliseconds: `83`, `1:23`, `1:23,5`, `1:02:03`. None of what is no moment, or later
/// than four hours.
pub fn read_moment(text: &str) -> Option<u32> {
    let text = text.trim().replace(',', ".");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let parts: Vec<&str> = whole.split(':').collect();
    let number = |part: &&str| {
        let digits = !part.is_empty() && part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u32>().ok() } else { None }
    };
    let parts: Vec<u32> = parts.iter().map(number).collect::<Option<_>>()?;
    // Only what comes first may be sixty or more.
    let bounded = parts.iter().skip(1).all(|part| *part < 60);
    let seconds = match parts.as_slice() {
        [seconds] => Some(*seconds),
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(*seconds),
        [hours, minutes, seconds] => hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds),
        _ => None,
    };
    let millis = if fraction.is_empty() && !text.contains('.') { Some(0) } else { thousandths(fraction) };
    let at = seconds.filter(|_| bounded)?.checked_mul(1000)?.checked_add(millis?)?;
    (at <= LATEST).then_some(at)
}

/// The digits behind a decimal point as thousandths: `5` is 500.
fn thousandths(fraction: &str) -> Option<u32> {
    let digits = (1..=3).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if digits { format!("{fraction:0<3}").parse().ok() } else { None }
}

/// Where a video stands, in milliseconds; it tells seconds with a fraction.
pub fn of_seconds(seconds: f64) -> u32 {
    rounded(seconds * 1000.0, f64::from(LATEST))
}

/// The seconds of a moment, for a video.
pub fn seconds(at_ms: u32) -> f64 {
    f64::from(at_ms) / 1000.0
}

/// Thousandths as people type percent: `42,5`.
pub fn percent(thousandths: u16) -> String {
    format::decimal(f64::from(thousandths) / 10.0, 1)
}

/// The thousandths that typed percent mean: `42`, `42,5`, `42.5 %`. None beyond 0 to 100.
pub fn read_percent(text: &str) -> Option<u16> {
    let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || whole.len() > 3 || !digits(whole) || !digits(fraction) {
        return None;
    }
    // Two digits behind the point decide how it is rounded.
    let hundredths: String = fraction.chars().chain("00".chars()).take(2).collect();
    let hundredths = format!("{whole}{hundredths}").parse::<u32>().ok()?;
    (hundredths <= 10_000).then(|| small((hundredths + 5) / 10))
}

/// The spot of a picture that lies so far from its left and its upper edge, as large as it is drawn.
pub fn spot_of(from_left: f64, from_above: f64, width: f64, height: f64) -> Spot {
    let share = |part: f64, whole: f64| {
        if whole > 0.0 { small(rounded(part / whole * 1000.0, 1000.0)) } else { 0 }
    };
    Spot { x: share(from_left, width), y: share(from_above, height) }
}

/// The spot that two texts mean: none of two empty ones.
///
/// # Errors
/// Where one of them is no percent.
pub fn read_spot(from_left: &str, from_above: &str) -> Result<Option<Spot>, ()> {
    if from_left.trim().is_empty() && from_above.trim().is_empty() {
        return Ok(None);
    }
    match (read_percent(from_left), read_percent(from_above)) {
        (Some(x), Some(y)) => Ok(Some(Spot { x, y })),
        _ => Err(()),
    }
}

/// The spot of a place, if it has one.
pub const fn spot(place: CommentPlace) -> Option<Spot> {
    match place {
        CommentPlace::Moment { spot, .. } => spot,
        CommentPlace::Spot { spot } => Some(spot),
    }
}

/// Thousandths as a length of a style sheet: `42.5%`.
pub fn length(thousandths: u16) -> String {
    format::tenths(u64::from(thousandths))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded to what fits; what is no number becomes 0"
)]
fn rounded(value: f64, most: f64) -> u32 {
    // Not `clamp`, whose panic would bring the printing of numbers with it.
    value.max(0.0).min(most).round() as u32
}

/// At most a thousand.
fn small(thousandths: u32) -> u16 {
    u16::try_from(thousandths).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn a_moment_is_written_as_players_show_it() {
        for (at_ms, text) in [
            (0, "0:00"),
            (999, "0:00"),
            (83_000, "1:23"),
            (83_999, "1:23"),
            (600_000, "10:00"),
            (3_723_000, "1:02:03"),
            (LATEST, "4:00:00"),
        ] {
            assert_eq!(moment(at_ms), text);
        }
    }

    #[wasm_bindgen_test]
    fn a_moment_is_read_however_it_is_written() {
        for (text, at_ms) in [
            ("1:23", 83_000),
            (" 1:23 ", 83_000),
            ("83", 83_000),
            ("0:05", 5_000),
            ("1:23,5", 83_500),
            ("1:23.25", 83_250),
            ("83.125", 83_125),
            ("90:00", 5_400_000),
            ("1:02:03", 3_723_000),
            ("4:00:00", LATEST),
        ] {
            assert_eq!(read_moment(text), Some(at_ms), "{text}");
        }
        for wrong in [
            "",
            ":",
            "1:",
            ":23",
            "1:60",
            "1:2:60",
            "1:60:00",
            "-1",
            "+1",
            "1:23.",
            "1:23.4567",
            "1:2:3:4",
            "a",
            "4:00:01",
            "99999999",
            "1 23",
        ] {
            assert_eq!(read_moment(wrong), None, "{wrong}");
        }
        for at_ms in (0..LATEST).step_by(61_000) {
            assert_eq!(read_moment(&moment(at_ms)), Some(at_ms));
        }
    }

    #[wasm_bindgen_test]
    fn a_video_tells_seconds() {
        assert_eq!(of_seconds(83.4567), 83_457);
        assert_eq!((of_seconds(-1.0), of_seconds(f64::NAN), of_seconds(f64::INFINITY)), (0, 0, LATEST));
        assert!((seconds(83_500) - 83.5).abs() < f64::EPSILON);
    }

    #[wasm_bindgen_test]
    fn percent_are_read_as_they_are_written() {
        for locale in [Locale::es, Locale::en] {
            choose(locale);
            for thousandths in [0, 5, 425, 999, 1000] {
                assert_eq!(read_percent(&percent(thousandths)), Some(thousandths));
            }
        }
        assert_eq!(read_percent("42.5 %"), Some(425));
        assert_eq!(read_percent("42"), Some(420));
        for wrong in ["", "%", "-1", "100,1", "1e1", "inf", "NaN", "4 2", "1.2.3"] {
            assert_eq!(read_percent(wrong), None, "{wrong}");
        }
    }

    #[wasm_bindgen_test]
    fn a_spot_is_the_same_however_large_the_picture_is_drawn() {
        let spot = Spot { x: 250, y: 500 };
        assert_eq!(spot_of(25.0, 100.0, 100.0, 200.0), spot);
        assert_eq!(spot_of(250.0, 1000.0, 1000.0, 2000.0), spot);
        assert_eq!(spot_of(-3.0, 900.0, 100.0, 200.0), Spot { x: 0, y: 1000 }, "never beside it");
        assert_eq!(spot_of(1.0, 1.0, 0.0, 0.0), Spot { x: 0, y: 0 }, "before it is drawn");
        assert_eq!(length(425), "42.5%");
    }

    #[wasm_bindgen_test]
    fn a_spot_is_both_numbers_or_none() {
        assert_eq!(read_spot(" ", ""), Ok(None));
        assert_eq!(read_spot("25", "50"), Ok(Some(Spot { x: 250, y: 500 })));
        assert_eq!(read_spot("25", ""), Err(()));
        assert_eq!(read_spot("25", "abajo"), Err(()));
    }
}
