//! Times of day, as people write them.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// A time of day, `HH:MM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
pub struct DayTime(pub String);

impl DayTime {
    /// Hour (0 to 23) and minute (0 to 59), if it is a time of day.
    pub fn hour_minute(&self) -> Option<(i8, i8)> {
        let (hour, minute) = self.0.split_once(':')?;
        if hour.len() != 2 || minute.len() != 2 {
            return None;
        }
        let parse = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i8>().ok())?;
        let (hour, minute) = (parse(hour)?, parse(minute)?);
        (hour <= 23 && minute <= 59).then_some((hour, minute))
    }
}

/// Checks that it is a time of day.
///
/// # Errors
/// What would be right.
pub fn valid_day_time(time: &DayTime, _: &()) -> garde::Result {
    match time.hour_minute() {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("must be a time of day between 00:00 and 23:59, such as 03:00")),
    }
}

#[cfg(test)]
mod tests {
    use super::DayTime;

    #[test]
    fn only_times_of_day_are_times() {
        assert_eq!(DayTime("03:00".to_owned()).hour_minute(), Some((3, 0)));
        assert_eq!(DayTime("23:59".to_owned()).hour_minute(), Some((23, 59)));
        for wrong in ["24:00", "3:00", "03:60", "0300", "03:0a", "-1:00", "+3:00", ""] {
            assert_eq!(DayTime(wrong.to_owned()).hour_minute(), None, "{wrong}");
        }
    }
}
