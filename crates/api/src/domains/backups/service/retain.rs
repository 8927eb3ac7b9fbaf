//! Applying the rule of what is kept.

use jiff::tz::TimeZone;
use shared::backups::Trigger;

use super::Backups;
use super::delete::failed;
use crate::domains::audit::By;
use crate::domains::backups::repo::BackupDoc;
use crate::domains::backups::rules::retention::{Archive, Keep, retention};
use crate::infra::jobs::JobFailure;

impl Backups {
    /// Lets go of the archives of a database that the schedule no longer keeps: they are deleted like others, later, and
    /// that can be undone. Their records stay, with the digests.
    pub(super) async fn retain(&self, database: &str) -> Result<(), JobFailure> {
        let schedule = self.0.repo.schedule().await?;
        let zone = TimeZone::get(&schedule.time_zone)
            .map_err(|error| JobFailure::Permanent(format!("the schedule's time zone: {error}")))?;
        let keep = Keep { daily: schedule.keep_daily, monthly: schedule.keep_monthly };
        let backups = self.0.repo.available(Some(database)).await?;
        let backups: Vec<BackupDoc> =
            backups.into_iter().filter(|backup| backup.deletion.is_none()).collect();
        let archives: Vec<Archive> = backups.iter().map(archive).collect();
        let decided = retention(&archives, self.0.clock.now(), &zone, keep);
        for ((_, reason), backup) in decided.into_iter().zip(&backups) {
            if !reason.keeps() {
                self.mark(backup, Some(reason.word()), By::system()).await.map_err(failed)?;
            }
        }
        Ok(())
    }
}

fn archive(backup: &BackupDoc) -> Archive {
    Archive {
        id: backup.id,
        at: backup.instant(),
        scheduled: backup.trigger == Trigger::Scheduled && !backup.held,
        good: backup.is_good(),
        proven: backup.drilled_at.is_some(),
    }
}
