//! When backups and drills are taken by themselves, and how long archives are kept.

use garde::Validate;
use serde::{Deserialize, Serialize};

/// A time of day, `HH:MM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// The schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Schedule {
    /// Whether a backup is taken every day.
    #[garde(skip)]
    pub daily_backup: bool,
    /// At what time.
    #[garde(custom(day_time))]
    pub backup_at: DayTime,
    /// Whether a restore drill is run every week.
    #[garde(skip)]
    pub weekly_drill: bool,
    /// On which day: 1 is Monday, 7 is Sunday.
    #[garde(range(min = 1, max = 7))]
    pub drill_on: u8,
    /// At what time.
    #[garde(custom(day_time))]
    pub drill_at: DayTime,
    /// The time zone of the times, such as `America/Asuncion`.
    #[garde(custom(known_form))]
    pub time_zone: String,
    /// How many daily archives are kept.
    #[garde(range(min = 1, max = 366))]
    pub keep_daily: u16,
    /// How many monthly archives are kept besides (the first of each month).
    #[garde(range(min = 0, max = 120))]
    pub keep_monthly: u16,
}

impl Default for Schedule {
    /// Every day at 03:00 and a drill on Sundays at 04:00 in Asunción; 30 daily and 12 monthly archives.
    fn default() -> Self {
        Self {
            daily_backup: true,
            backup_at: DayTime("03:00".to_owned()),
            weekly_drill: true,
            drill_on: 7,
            drill_at: DayTime("04:00".to_owned()),
            time_zone: "America/Asuncion".to_owned(),
            keep_daily: 30,
            keep_monthly: 12,
        }
    }
}

fn day_time(time: &DayTime, _: &()) -> garde::Result {
    match time.hour_minute() {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("must be a time of day between 00:00 and 23:59, such as 03:00")),
    }
}

/// Only the form is checked here; the API also asks the time zone database.
fn known_form(name: &str, _: &()) -> garde::Result {
    let well_formed = !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    if well_formed { Ok(()) } else { Err(garde::Error::new("must be a time zone such as America/Asuncion")) }
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
