//! When backups and drills are taken by themselves, and how long archives are kept.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::time::{DayTime, valid_day_time};

/// The schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Schedule {
    /// Whether a backup is taken every day.
    #[garde(skip)]
    pub daily_backup: bool,
    /// At what time.
    #[garde(custom(valid_day_time))]
    pub backup_at: DayTime,
    /// Whether a restore drill is run every week.
    #[garde(skip)]
    pub weekly_drill: bool,
    /// On which day: 1 is Monday, 7 is Sunday.
    #[garde(range(min = 1, max = 7))]
    pub drill_on: u8,
    /// At what time.
    #[garde(custom(valid_day_time))]
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

/// Only the form is checked here; the API also asks the time zone database.
fn known_form(name: &str, _: &()) -> garde::Result {
    let well_formed = !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    if well_formed { Ok(()) } else { Err(garde::Error::new("must be a time zone such as America/Asuncion")) }
}
