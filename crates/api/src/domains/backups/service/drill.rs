//! Drills: a backup is only proven once it was restored. Each ends with a certificate, a failed one too.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use archive::{ArchiveSource, Event, Phase, RestoreError, RestoreOptions, RestoreReport};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::{Drill, DrillVerdict, RunDrill};
use shared::error::ErrorCode;
use shared::id::{BackupId, DrillId, UserId};
use shared::system::Job;

use super::compare::source_of;
use super::obtain::Unobtained;
use super::progress::progress;
use super::verify::{is_damage, milliseconds};
use super::{Backups, Watch, jobs, restore};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::repo::{BackupDoc, Filter};
use crate::domains::backups::rules::names;
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};
use crate::said;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Order {
    /// The newest finished one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    backup: Option<BackupId>,
}

impl Backups {
    /// Begins a drill. The job's result is a [`Drill`], whose verdict says how it went.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such backup, or none at all; [`ErrorCode::Conflict`] when its archive is
    /// not there; [`ErrorCode::AlreadyRunning`].
    pub async fn drill(&self, asked: RunDrill, user: UserId, by: By) -> ApiResult<Job> {
        let backup = match asked.backup_id {
            Some(id) => self.readable(id).await?,
            None => self.newest_archive().await?.ok_or_else(|| {
                ApiError::new(ErrorCode::NotFound).detail(said!(
                    "there is no finished backup to drill; take one first",
                    "no hay ningún respaldo terminado para el simulacro; tomá uno primero"
                ))
            })?,
        };
        let job = drill_job(&backup.database, &Order { backup: Some(backup.id) })?.started_by(user);
        let what = target("backup", backup.id, Some(&backup.file_name));
        let job = self.enqueue(job, AuditEntry::new(by, "backups.drill", what)).await?;
        self.job(job).await
    }

    /// The drill that the schedule asks for: of whatever is the newest backup then.
    pub(super) fn scheduled_drill(&self) -> ApiResult<NewJob> {
        drill_job(&self.0.platform, &Order::default())
    }

    async fn newest_archive(&self) -> mongodb::error::Result<Option<BackupDoc>> {
        let finished = shared::backups::BackupState::Finished;
        let there = Filter { state: Some(finished), available: true, ..Filter::default() };
        self.0.repo.newest(there).await
    }

    /// The job: restores into a scratch database, which verifies before and compares after, and drops it.
    pub(super) async fn do_drill(&self, job: JobContext) -> Result<Value, JobFailure> {
        let order: Order = job.payload()?;
        let id = DrillId::new(job.id().uuid());
        let backup = match order.backup {
            Some(backup) => self.stored(backup).await?,
            None => self
                .newest_archive()
                .await?
                .ok_or_else(|| JobFailure::Permanent("there is no finished backup to drill".to_owned()))?,
        };
        let scratch = names::scratch(&self.0.platform, id);
        let stopwatch = Stopwatch::default();
        // What an earlier run of this very drill left when its worker died.
        self.drop_scratch(&scratch).await?;
        let restored = {
            let report = |event: &Event| job.report(progress(event));
            let watch = Watch { progress: &report, cancel: job.stop() };
            self.rehearse(&backup, &scratch, &stopwatch, watch).await
        };
        self.drop_scratch(&scratch).await?;
        if matches!(restored, Err(Rehearsal::Stopped)) {
            return Err(JobFailure::Cancelled);
        }
        let drilled = Drilled::Recorded(backup.clone());
        let certificate = certificate(id, &drilled, scratch, restored, &stopwatch, self.0.clock.now());
        self.certify(&backup, &certificate).await?;
        Ok(json!(certificate))
    }

    pub(super) async fn drop_scratch(&self, scratch: &str) -> Result<(), JobFailure> {
        Ok(self.0.db.client().database(scratch).drop().await?)
    }

    async fn rehearse(
        &self,
        backup: &BackupDoc,
        scratch: &str,
        stopwatch: &Stopwatch,
        watch: Watch<'_>,
    ) -> Result<RestoreReport, Rehearsal> {
        let fetched = self.obtain(backup, watch.cancel).await.map_err(|error| match error {
            Unobtained::Stopped => Rehearsal::Stopped,
            Unobtained::Damaged(text) => Rehearsal::Failed { damage: true, text },
            other => Rehearsal::Failed { damage: false, text: other.to_string() },
        })?;
        self.restore_scratch(&source_of(backup, &fetched), scratch, stopwatch, watch).await
    }

    /// Verifies, restores into scratch, and compares.
    pub(super) async fn restore_scratch(
        &self,
        source: &ArchiveSource,
        scratch: &str,
        stopwatch: &Stopwatch,
        watch: Watch<'_>,
    ) -> Result<RestoreReport, Rehearsal> {
        let into = self.source(scratch);
        let report = |event: &Event| {
            stopwatch.note(event.phase);
            watch.progress.report(event);
        };
        let done = archive::restore(source, &into, &RestoreOptions::default(), &report, watch.cancel).await;
        stopwatch.stop();
        done.map_err(|error| {
            let damage = matches!(&error, RestoreError::Archive(error) if is_damage(error));
            match restore::failure(error) {
                JobFailure::Cancelled => Rehearsal::Stopped,
                other => Rehearsal::Failed { damage, text: other.to_string() },
            }
        })
    }

    /// What follows when a drill could not even be held, or its workers died.
    pub(super) async fn drill_given_up(&self, job: GivenUp) -> Result<(), String> {
        self.tell_failed_drill(job.id, &self.0.platform, &job.error).await;
        Ok(())
    }

    async fn certify(&self, backup: &BackupDoc, certificate: &Drill) -> Result<(), JobFailure> {
        self.0.repo.certify(certificate).await?;
        if certificate.verdict == DrillVerdict::Passed {
            self.0.repo.note_verification(backup.id, Ok(certificate.at)).await?;
            self.0.repo.note_drill(backup.id, certificate.at).await?;
        }
        self.record_by_system("backups.drilled", backup, json!(certificate)).await?;
        self.tell_drill(certificate).await;
        Ok(())
    }
}

fn drill_job(database: &str, order: &Order) -> ApiResult<NewJob> {
    let payload = bson::serialize_to_document(order).map_err(ApiError::internal)?;
    Ok(NewJob::new(jobs::DRILL, database).payload(payload).unique_key(jobs::DRILL).cancellable())
}

/// What is drilled.
pub(super) enum Drilled {
    /// An archive with a record.
    Recorded(BackupDoc),
    /// A file that no record knows, and what it says of itself.
    Foreign(BackupDoc),
}

impl Drilled {
    /// What is known of the archive. Of a foreign one, the id and the times are nobody's.
    pub(super) fn about(&self) -> &BackupDoc {
        match self {
            Self::Recorded(backup) | Self::Foreign(backup) => backup,
        }
    }

    /// The record.
    pub(super) fn record(&self) -> Option<BackupId> {
        match self {
            Self::Recorded(backup) => Some(backup.id),
            Self::Foreign(_) => None,
        }
    }

    fn instant(&self) -> Option<Timestamp> {
        match self {
            Self::Recorded(backup) => Some(backup.instant()),
            Self::Foreign(backup) => Some(backup.contents.as_ref()?.instant?.to_jiff()),
        }
    }
}

/// Why a rehearsal did not end well.
pub(super) enum Rehearsal {
    Stopped,
    Failed { damage: bool, text: String },
}

/// How long each part took, by what the engine reports.
#[derive(Default)]
pub(super) struct Stopwatch(Mutex<Times>);

#[derive(Default)]
struct Times {
    current: Option<(Part, Instant)>,
    verify: u64,
    restore: u64,
    compare: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Verify,
    Restore,
    Compare,
}

impl Stopwatch {
    fn note(&self, phase: Phase) {
        let part = match phase {
            Phase::Listing | Phase::Reading | Phase::Verifying => Part::Verify,
            Phase::Writing | Phase::Indexing => Part::Restore,
            Phase::Comparing => Part::Compare,
        };
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The engine re-reads the archive while it writes and compares: that belongs to where it is needed.
        let passed = |times: &Times| times.current.is_some_and(|(current, _)| current == part);
        if !passed(&times) {
            times.close();
            times.current = Some((part, Instant::now()));
        }
    }

    fn stop(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).close();
    }

    fn times(&self) -> (u64, u64, u64) {
        let times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (times.verify, times.restore, times.compare)
    }
}

impl Times {
    fn close(&mut self) {
        let Some((part, began)) = self.current.take() else { return };
        let took = milliseconds(began);
        match part {
            Part::Verify => self.verify += took,
            Part::Restore => self.restore += took,
            Part::Compare => self.compare += took,
        }
    }
}

pub(super) fn certificate(
    id: DrillId,
    archive: &Drilled,
    scratch_database: String,
    restored: Result<RestoreReport, Rehearsal>,
    stopwatch: &Stopwatch,
    at: Timestamp,
) -> Drill {
    let (verify_milliseconds, restore_milliseconds, compare_milliseconds) = stopwatch.times();
    let (verdict, figures, detail) = match restored {
        Ok(report) => {
            let collections = u64::try_from(report.collections.len()).unwrap_or(u64::MAX);
            let indexes = report.collections.iter().map(|collection| collection.indexes).sum();
            let detail = format!(
                "verified, restored and compared: {collections} collections and {} documents are equal",
                report.documents
            );
            (DrillVerdict::Passed, (collections, report.documents, report.bytes, indexes), detail)
        }
        Err(Rehearsal::Failed { damage, text }) => {
            let detail = if damage { format!("the archive is not sound: {text}") } else { text };
            (DrillVerdict::Failed, (0, 0, 0, 0), detail)
        }
        Err(Rehearsal::Stopped) => (DrillVerdict::Failed, (0, 0, 0, 0), "it was stopped".to_owned()),
    };
    let (collections, documents, bytes, indexes) = figures;
    let backup = archive.about();
    Drill {
        id,
        at,
        verdict,
        backup_id: archive.record(),
        file_name: backup.file_name.clone(),
        sha256: backup.contents.as_ref().map(|contents| contents.sha256.clone()).unwrap_or_default(),
        database: backup.database.clone(),
        instant: archive.instant(),
        scratch_database,
        collections,
        documents,
        bytes,
        indexes,
        verify_milliseconds,
        restore_milliseconds,
        compare_milliseconds,
        detail,
    }
}
