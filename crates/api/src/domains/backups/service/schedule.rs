//! When backups and drills are taken by themselves.

use shared::backups::{RunBackup, Schedule, Trigger};

use super::Backups;
use super::run::Order;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::{Aborted, in_transaction};
use crate::infra::jobs::{Rule, Timetable, WrongTimetable};

/// The schedule of the daily backup.
pub(super) const DAILY: &str = "backups.daily";
/// The schedule of the weekly drill.
pub(super) const WEEKLY: &str = "backups.weekly_drill";

impl Backups {
    /// The schedule in force.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn schedule(&self) -> ApiResult<Schedule> {
        Ok(self.0.repo.schedule().await?)
    }

    /// Changes the schedule.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::ValidationFailed`] when the time zone is unknown.
    pub async fn set_schedule(&self, schedule: Schedule, by: By) -> ApiResult<Schedule> {
        let timetables = Timetables::of(&schedule)?;
        let before = self.0.repo.schedule().await?;
        let entry = AuditEntry::new(by, "backups.schedule", target("schedule", "backups", None))
            .changes(changes(&before, &schedule));
        in_transaction::<_, ApiError, _>(&self.0.db, async |session| {
            self.0.audit.record(entry.clone(), Some(&mut *session)).await?;
            Ok(self.0.repo.set_schedule(&schedule, session).await?)
        })
        .await
        .map_err(Aborted::into_inner)?;
        self.apply(timetables).await?;
        Ok(schedule)
    }

    /// Puts the stored schedule in force: at every start.
    pub(super) async fn apply_schedule(&self) -> ApiResult<()> {
        let schedule = self.0.repo.schedule().await?;
        self.apply(Timetables::of(&schedule)?).await
    }

    async fn apply(&self, timetables: Timetables) -> ApiResult<()> {
        let order = Order::of(RunBackup::default(), &self.0.platform, Trigger::Scheduled);
        match timetables.daily {
            Some(daily) => self.0.jobs.set_schedule(DAILY, &daily, &order.job()?).await?,
            None => self.0.jobs.remove_schedule(DAILY).await?,
        }
        match timetables.weekly {
            Some(weekly) => self.0.jobs.set_schedule(WEEKLY, &weekly, &self.scheduled_drill()?).await?,
            None => self.0.jobs.remove_schedule(WEEKLY).await?,
        }
        Ok(())
    }
}

/// The timetables that a schedule stands for.
struct Timetables {
    daily: Option<Timetable>,
    weekly: Option<Timetable>,
}

impl Timetables {
    fn of(schedule: &Schedule) -> ApiResult<Self> {
        let wrong = |field: &'static str| {
            move |error: WrongTimetable| match error {
                WrongTimetable::Zone(_) => ApiError::field("time_zone", error.to_string()),
                _ => ApiError::field(field, error.to_string()),
            }
        };
        let zone = &schedule.time_zone;
        let (hour, minute) = schedule.backup_at.hour_minute().unwrap_or_default();
        let daily = Timetable::new(Rule::Day { hour, minute }, zone).map_err(wrong("backup_at"))?;
        let (hour, minute) = schedule.drill_at.hour_minute().unwrap_or_default();
        let weekday = i8::try_from(schedule.drill_on).unwrap_or_default();
        let weekly = Timetable::new(Rule::Week { weekday, hour, minute }, zone).map_err(wrong("drill_at"))?;
        Ok(Self {
            daily: schedule.daily_backup.then_some(daily),
            weekly: schedule.weekly_drill.then_some(weekly),
        })
    }
}
