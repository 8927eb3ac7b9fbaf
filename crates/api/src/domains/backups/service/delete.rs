//! Deleting a backup: at first only said, done some days later, and until then undone by a word. The last good one of a
//! database stays.

use std::time::Duration;

use bson::{DateTime, doc};
use futures::FutureExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::{Backup, BackupState};
use shared::error::ErrorCode;
use shared::id::BackupId;

use super::{Backups, jobs};
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::backups::repo::{BackupDoc, Deletion};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::{Aborted, in_sendable_transaction, in_transaction};
use crate::infra::jobs::{JobContext, JobFailure, NewJob};
use crate::said;

/// A day has so many seconds here: the delay is a promise about time, not about a calendar.
const DAY: u64 = 24 * 60 * 60;
/// A place that is away is asked again and again; the next look at the destinations asks anew.
const TRIES: u16 = 8;

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    backup: BackupId,
}

impl Backups {
    /// Says that a backup will be deleted, archive and record. Saying it again changes nothing.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] while it is being written; [`ErrorCode::LastOne`] when no other
    /// complete and sound archive of the same database is there and stays.
    pub async fn delete(&self, id: BackupId, by: By) -> ApiResult<Backup> {
        let backup = self.existing(id).await?;
        if matches!(backup.state, BackupState::Queued | BackupState::Running) {
            return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
                "it is being written; stop its job first",
                "se está escribiendo; cancelá primero su tarea"
            )));
        }
        if backup.deletion.is_some() {
            return Ok(Backup::from(backup));
        }
        if backup.is_good() && self.is_last_good(&backup).await? {
            return Err(ApiError::new(ErrorCode::LastOne).detail(said!(
                "{} is the last complete backup of {}; take another one first",
                "{} es el último respaldo completo de {}; tomá otro primero";
                backup.file_name, backup.database
            )));
        }
        self.mark(&backup, None, by).await.map_err(Aborted::into_inner)?;
        Ok(Backup::from(self.existing(id).await?))
    }

    /// Says that a backup stays after all. The schedule does not let it go any more either.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] when nobody deleted it, or its time has come.
    pub async fn undelete(&self, id: BackupId, by: By) -> ApiResult<Backup> {
        let backup = self.existing(id).await?;
        let now = self.0.clock.now();
        if backup.deletion.is_none_or(|deletion| deletion.at.to_jiff() <= now) {
            return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
                "it is not waiting to be deleted: nobody deleted it, or it is being removed already",
                "no está a la espera de borrarse: nadie lo eliminó, o ya se está borrando"
            )));
        }
        let entry = AuditEntry::new(by, "backups.undelete", target("backup", id, Some(&backup.file_name)));
        in_transaction::<_, ApiError, _>(&self.0.db, async |session| {
            if self.0.repo.unmark_deletion(id, true, session).await? {
                self.0.audit.record(entry.clone(), Some(session)).await?;
            }
            Ok(())
        })
        .await
        .map_err(Aborted::into_inner)?;
        Ok(Backup::from(self.existing(id).await?))
    }

    /// Marks a backup, asks for the work, and records who wanted it: all or nothing. `expired` says why the schedule
    /// lets it go.
    pub(super) async fn mark(
        &self,
        backup: &BackupDoc,
        expired: Option<&str>,
        by: By,
    ) -> Result<(), Aborted<ApiError>> {
        let delay = Duration::from_secs(u64::from(self.0.delete_delay_days).saturating_mul(DAY));
        let at = self.0.clock.now().checked_add(delay).unwrap_or(Timestamp::MAX);
        let deletion = Deletion { at: DateTime::from_jiff(at), expired: expired.map(str::to_owned) };
        let action = if expired.is_some() { "backups.expire" } else { "backups.delete" };
        let what = target("backup", backup.id, Some(&backup.file_name));
        let entry = AuditEntry::new(by, action, what).details(json!({
            "reason": expired,
            "deleting_at": at,
            "sha256": backup.contents.as_ref().map(|contents| &contents.sha256),
        }));
        let job = expunction(backup, &deletion).map_err(Aborted::Refused)?;
        let context = (self.clone(), backup.id, deletion, entry, job);
        in_sendable_transaction(&self.0.db, context, |session, (backups, id, deletion, entry, job)| {
            async move {
                if backups.0.repo.mark_deletion(*id, deletion, session).await? {
                    backups.0.audit.record(entry.clone(), Some(&mut *session)).await?;
                    backups.0.jobs.enqueue(job.clone(), Some(session)).await?;
                }
                Ok(())
            }
            .boxed()
        })
        .await?;
        self.0.jobs.wake();
        Ok(())
    }

    /// Asks again for deletions whose time has come: their jobs may have been given up.
    pub(super) async fn resume_deletions(&self) -> Result<(), JobFailure> {
        for backup in self.0.repo.due_for_deletion(self.0.clock.now()).await? {
            let Some(deletion) = &backup.deletion else { continue };
            let job =
                expunction(&backup, deletion).map_err(|error| JobFailure::Permanent(error.to_string()))?;
            self.0.jobs.enqueue(job, None).await?;
        }
        Ok(())
    }

    /// The job: removes what is still to be removed when its time has come, and never the last good one.
    pub(super) async fn do_expunge(&self, job: JobContext) -> Result<Value, JobFailure> {
        let order: Order = job.payload()?;
        let kept = |why: &str| Ok(json!({ "removed": false, "reason": why }));
        let Some(backup) = self.0.repo.get(order.backup).await? else { return kept("it is gone already") };
        let now = self.0.clock.now();
        let due = backup.deletion.clone().filter(|deletion| deletion.at.to_jiff() <= now);
        let Some(deletion) = due else { return kept("it was undone") };
        if backup.is_good() && self.is_last_good(&backup).await? {
            let details = json!({ "reason": "no other complete backup of the database is there any more" });
            self.end_deletion(&backup, End::Keep, "backups.keep", details).await?;
            return kept("it is the last good one");
        }
        if !self.0.repo.let_go(backup.id, now).await? {
            return kept("it was undone");
        }
        for place in
            self.0.destinations.iter().filter(|place| backup.places().any(|name| name == place.name()))
        {
            place.delete(&backup.file_name).await.map_err(super::run::unwritten)?;
        }
        let elsewhere: Vec<&str> =
            backup.places().filter(|name| *name != "none" && self.destination(name).is_none()).collect();
        let details = json!({
            "reason": deletion.expired,
            "sha256": backup.contents.as_ref().map(|contents| &contents.sha256),
            "left_at": elsewhere,
        });
        let end = if deletion.expired.is_some() { End::KeepRecord } else { End::Forget };
        self.end_deletion(&backup, end, "backups.removed", details).await?;
        Ok(json!({ "removed": true }))
    }

    async fn end_deletion(
        &self,
        backup: &BackupDoc,
        end: End,
        action: &'static str,
        details: Value,
    ) -> Result<(), JobFailure> {
        let what = target("backup", backup.id, Some(&backup.file_name));
        let mut entry = AuditEntry::new(By::system(), action, what).details(details);
        if end == End::Forget {
            entry = entry.changes(changes(&Backup::from(backup.clone()), &()));
        }
        let context = (self.clone(), backup.id, entry);
        in_sendable_transaction::<_, ApiError, _, _>(
            &self.0.db,
            context,
            move |session, (backups, id, entry)| {
                async move {
                    let repo = &backups.0.repo;
                    match end {
                        End::Keep => repo.unmark_deletion(*id, false, session).await.map(|_| ())?,
                        End::KeepRecord => repo.end_deletion(*id, false, session).await?,
                        End::Forget => repo.end_deletion(*id, true, session).await?,
                    }
                    Ok(backups.0.audit.record(entry.clone(), Some(session)).await?)
                }
                .boxed()
            },
        )
        .await
        .map_err(failed)
    }

    /// Whether no other archive of the same database is good and stays.
    pub(super) async fn is_last_good(&self, backup: &BackupDoc) -> mongodb::error::Result<bool> {
        let there = self.0.repo.available(Some(&backup.database)).await?;
        Ok(!there.iter().any(|other| other.id != backup.id && other.is_good_and_stays()))
    }
}

/// How a deletion ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Nothing is deleted.
    Keep,
    /// The archive is gone, its record stays with the digest.
    KeepRecord,
    /// Both are gone.
    Forget,
}

fn expunction(backup: &BackupDoc, deletion: &Deletion) -> ApiResult<NewJob> {
    let payload = bson::serialize_to_document(&Order { backup: backup.id }).map_err(ApiError::internal)?;
    Ok(NewJob::new(jobs::EXPUNGE, &backup.file_name)
        .payload(payload)
        .unique_key(format!("{}:{}:{}", jobs::EXPUNGE, backup.id, deletion.at.timestamp_millis()))
        .max_attempts(TRIES)
        .run_at(deletion.at.to_jiff()))
}

/// A transaction's failure as a job's.
pub(super) fn failed(aborted: Aborted<ApiError>) -> JobFailure {
    match aborted {
        Aborted::Database(error) => error.into(),
        Aborted::Refused(error) => JobFailure::Permanent(error.to_string()),
    }
}
