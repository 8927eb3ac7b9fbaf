//! Whether a creator takes work.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// Whether somebody takes work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AvailabilityState {
    /// Takes work.
    #[default]
    Available,
    /// Takes little of it.
    Limited,
    /// Takes none.
    Away,
}

impl AvailabilityState {
    /// All of them, from open to closed.
    pub const ALL: &'static [Self] = &[Self::Available, Self::Limited, Self::Away];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Limited => "limited",
            Self::Away => "away",
        }
    }
}

/// Whether somebody takes work, and until when that holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Whether work is taken.
    #[garde(skip)]
    pub state: AvailabilityState,
    /// The day on which somebody who is away or takes little is back, as `2026-12-24`. From that day on they count as
    /// available.
    #[garde(inner(custom(valid_day)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_on: Option<String>,
}

/// Checks a day of the calendar, written as `2026-12-24`.
///
/// # Errors
/// What would be right.
pub fn valid_day(text: &str, _: &()) -> garde::Result {
    if is_day(text) {
        Ok(())
    } else {
        Err(garde::Error::new("must be a day of the calendar, written as 2026-12-24"))
    }
}

fn is_day(text: &str) -> bool {
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<u16>(), month.parse::<u8>(), day.parse::<u8>()) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::{AvailabilityState, valid_day};

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for good in ["2026-12-24", "2028-02-29", "2000-02-29", "2026-01-31"] {
            assert!(valid_day(good, &()).is_ok(), "{good}");
        }
        for bad in ["2026-02-29", "2100-02-29", "2026-13-01", "2026-04-31", "24-12-2026", "2026-1-1", "", "x"]
        {
            assert!(valid_day(bad, &()).is_err(), "{bad}");
        }
        for state in AvailabilityState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
