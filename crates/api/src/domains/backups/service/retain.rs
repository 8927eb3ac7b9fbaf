//! Applying the rule of what is kept.

use jiff::tz::TimeZone;
use serde_json::json;
use shared::backups::Trigger;

use super::Backups;
use crate::domains::backups::repo::BackupDoc;
use crate::domains::backups::rules::retention::{Archive, Keep, retention};
use crate::infra::jobs::JobFailure;

impl Backups {
    /// Deletes the archives of a database that the schedule no longer keeps. Their records stay, with the digests.
    pub(super) async fn retain(&self, database: &str) -> Result<(), JobFailure> {
        let schedule = self.0.repo.schedule().await?;
        let zone = TimeZone::get(&schedule.time_zone)
            .map_err(|error| JobFailure::Permanent(format!("the schedule's time zone: {error}")))?;
        let keep = Keep { daily: schedule.keep_daily, monthly: schedule.keep_monthly };
        let backups = self.0.repo.available(Some(database)).await?;
        let archives: Vec<Archive> = backups.iter().map(archive).collect();
        let decided = retention(&archives, self.0.clock.now(), &zone, keep);
        for ((_, reason), backup) in decided.into_iter().zip(&backups) {
            if reason.keeps() {
                continue;
            }
            let details = json!({
                "reason": reason.word(),
                "sha256": backup.contents.as_ref().map(|contents| &contents.sha256),
            });
            self.record_by_system("backups.expire", backup, details).await?;
            self.0.destination.delete(&backup.file_name).await.map_err(super::run::unwritten)?;
            self.0.repo.note_available(backup.id, false).await?;
        }
        Ok(())
    }
}

fn archive(backup: &BackupDoc) -> Archive {
    Archive {
        id: backup.id,
        at: backup.instant(),
        scheduled: backup.trigger == Trigger::Scheduled,
        good: backup.is_good(),
        proven: backup.drilled_at.is_some(),
    }
}
