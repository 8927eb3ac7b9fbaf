//! Taking a backup: asked for here, done by a job.

use std::io;

use archive::{Compression, DumpError, DumpOptions, Event};
use bson::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::{Backup, BackupState, RunBackup, StartedBackup, Trigger, Verdict};
use shared::id::{BackupId, UserId};
use tokio::fs::OpenOptions;

use super::contents::contents;
use super::progress::progress;
use super::{Backups, Watch, jobs};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::repo::{BackupDoc, Contents};
use crate::domains::backups::rules::{names, target as targets};
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};

/// What the job is told. The backup's id is the job's, so that a job that is begun again goes on with the same backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Order {
    /// Which database.
    pub database: String,
    pub exclude_gridfs: bool,
    pub exclude_collections: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub trigger: Trigger,
}

impl Order {
    /// The database that was asked for, whole or without what was asked to be left out.
    pub(super) fn of(asked: RunBackup, platform: &str, trigger: Trigger) -> Self {
        Self {
            database: asked.database.unwrap_or_else(|| platform.to_owned()),
            exclude_gridfs: asked.exclude_gridfs,
            exclude_collections: asked.exclude_collections,
            label: asked.label,
            trigger,
        }
    }

    /// As the engine takes it.
    pub(super) fn options(&self, compression: Compression) -> DumpOptions {
        DumpOptions {
            exclude: self.exclude_collections.clone(),
            exclude_gridfs: self.exclude_gridfs,
            compression,
        }
    }

    /// The work of taking it.
    pub(super) fn job(&self) -> ApiResult<NewJob> {
        let payload = bson::serialize_to_document(self).map_err(ApiError::internal)?;
        Ok(NewJob::new(jobs::RUN, &self.database)
            .payload(payload)
            .unique_key(format!("{}:{}", jobs::RUN, self.database))
            .cancellable())
    }
}

impl Backups {
    /// Begins a backup.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::ValidationFailed`] when there is no such database;
    /// [`shared::error::ErrorCode::AlreadyRunning`] when one of the same database is under way.
    pub async fn run(&self, asked: RunBackup, user: UserId, by: By) -> ApiResult<StartedBackup> {
        let order = Order::of(asked, &self.0.platform, Trigger::Manual);
        self.check_source(&order.database).await?;
        let entry = AuditEntry::new(by, "backups.run", target("database", &order.database, None))
            .details(json!({ "exclude_gridfs": order.exclude_gridfs, "exclude_collections": order.exclude_collections }));
        let job = order.job()?.started_by(user);
        let job_id = self
            .enqueue_with(job, entry, async |job_id, session| {
                let id = BackupId::new(job_id.uuid());
                let record = self.record(id, &order, self.0.clock.now(), Compression::Zstd);
                self.0.repo.ask(&BackupDoc { job_id: Some(job_id), ..record }, Some(session)).await
            })
            .await?;
        Ok(StartedBackup { backup_id: BackupId::new(job_id.uuid()), job_id })
    }

    /// Whether a database can be read at all.
    pub(super) async fn check_source(&self, database: &str) -> ApiResult<()> {
        targets::readable(database)?;
        if self.holds_anything(database).await? {
            return Ok(());
        }
        let message = format!("there is no database {database:?} on this server (names are case-sensitive)");
        Err(ApiError::field("database", message))
    }

    /// A record that begins its life.
    pub(super) fn record(
        &self,
        id: BackupId,
        order: &Order,
        at: jiff::Timestamp,
        compression: Compression,
    ) -> BackupDoc {
        BackupDoc {
            id,
            state: BackupState::Queued,
            trigger: order.trigger,
            label: order.label.clone(),
            host: self.0.host.clone(),
            database: order.database.clone(),
            file_name: names::file_name(&order.database, at, id, compression.extension()),
            destination: self.0.destination.name().to_owned(),
            available: false,
            contents: None,
            created_at: DateTime::from_jiff(at),
            finished_at: None,
            verified_at: None,
            drilled_at: None,
            damage: None,
            error: None,
            job_id: None,
        }
    }

    /// The job: dumps, re-reads what was written, and only then gives it its name.
    pub(super) async fn do_run(&self, job: JobContext) -> Result<Value, JobFailure> {
        let order: Order = job.payload()?;
        let id = BackupId::new(job.id().uuid());
        let new = self.record(id, &order, job.created_at(), Compression::Zstd);
        self.0.repo.ask(&BackupDoc { job_id: Some(job.id()), ..new }, None).await?;
        if self.0.repo.begin(id).await? {
            let backup = self.stored(id).await?;
            let report = |event: &Event| job.report(progress(event));
            let watch = Watch { progress: &report, cancel: job.stop() };
            match self.write(&backup, &order, watch).await {
                Ok(contents) => self.finish(&backup, &contents).await?,
                Err(JobFailure::Cancelled) if job.is_cancelled_by_person() => {
                    self.0.repo.give_up(id, true, "stopped by a person", self.0.clock.now()).await?;
                    return Err(JobFailure::Cancelled);
                }
                Err(failure) => return Err(failure),
            }
            self.tell_success(&Backup::from(self.stored(id).await?)).await;
            if order.trigger == Trigger::Scheduled {
                self.retain(&order.database).await?;
            }
        }
        let backup = Backup::from(self.stored(id).await?);
        match backup.state {
            BackupState::Finished => Ok(json!(backup)),
            _ => Err(JobFailure::Permanent(backup.error.unwrap_or_else(|| "it was given up".to_owned()))),
        }
    }

    pub(super) async fn write(
        &self,
        backup: &BackupDoc,
        order: &Order,
        watch: Watch<'_>,
    ) -> Result<Contents, JobFailure> {
        let Watch { progress, cancel } = watch;
        let name = &backup.file_name;
        if self.0.destination.look(name).await.is_ok() {
            // The process died after the archive had its name and before it was recorded.
            let fetched = self.0.destination.fetch(name).await.map_err(unwritten)?;
            let sound = archive::verify(fetched.path(), None, progress, cancel).await;
            let sound = sound.map_err(super::verify::failure)?;
            return Ok(contents(&sound.manifest, &sound.archive));
        }
        let staged = self.0.destination.stage(name).await.map_err(unwritten)?;
        let mut file =
            OpenOptions::new().write(true).truncate(true).open(staged.path()).await.map_err(unwritten)?;
        let source = self.source(&order.database);
        let options = order.options(Compression::Zstd);
        let dumped = archive::dump(&source, &options, &mut file, progress, cancel).await.map_err(failure)?;
        file.sync_all().await.map_err(unwritten)?;
        let recorded = Some(dumped.archive.sha256.as_str());
        let sound = archive::verify(staged.path(), recorded, progress, cancel).await;
        let sound = sound.map_err(super::verify::failure)?;
        self.0.destination.publish(staged, name, &dumped.archive.sha256).await.map_err(unwritten)?;
        Ok(contents(&sound.manifest, &sound.archive))
    }

    async fn finish(&self, backup: &BackupDoc, contents: &Contents) -> Result<(), JobFailure> {
        let now = self.0.clock.now();
        self.0.repo.finish(backup.id, contents, now, true).await?;
        let details = json!({
            "verdict": contents.verdict,
            "collections": contents.collections,
            "documents": contents.documents,
            "archive_bytes": contents.archive_bytes,
            "sha256": contents.sha256,
        });
        self.record_by_system("backups.finish", backup, details).await
    }

    /// Records what a job did to a backup.
    pub(super) async fn record_by_system(
        &self,
        action: &'static str,
        backup: &BackupDoc,
        details: Value,
    ) -> Result<(), JobFailure> {
        let what = target("backup", backup.id, Some(&backup.file_name));
        let entry = AuditEntry::new(By::system(), action, what).details(details);
        Ok(self.0.audit.record(entry, None).await?)
    }

    pub(super) async fn stored(&self, id: BackupId) -> Result<BackupDoc, JobFailure> {
        let found = self.0.repo.get(id).await?;
        found.ok_or_else(|| JobFailure::Permanent(format!("the record of backup {id} was removed")))
    }

    /// What follows when a backup failed for good, or its workers died.
    pub(super) async fn run_given_up(&self, job: GivenUp) -> Result<(), String> {
        let id = BackupId::new(job.id.uuid());
        let text = |error: mongodb::error::Error| error.to_string();
        let now = self.0.clock.now();
        if !self.0.repo.give_up(id, false, &job.error, now).await.map_err(text)? {
            return Ok(());
        }
        let Some(backup) = self.0.repo.get(id).await.map_err(text)? else { return Ok(()) };
        let recorded = self.record_by_system("backups.fail", &backup, json!({ "error": job.error })).await;
        recorded.map_err(|error| error.to_string())?;
        self.tell_failure(&Backup::from(backup), &job.error).await;
        Ok(())
    }
}

/// A dump's failure as a job's: what may work at the next try is tried again.
pub(super) fn failure(error: DumpError) -> JobFailure {
    match error {
        DumpError::Cancelled => JobFailure::Cancelled,
        DumpError::Server { .. } | DumpError::CatalogueChanged(_) => JobFailure::Retry(error.to_string()),
        _ => JobFailure::Permanent(error.to_string()),
    }
}

/// A destination's failure as a job's.
pub(super) fn unwritten(error: io::Error) -> JobFailure {
    JobFailure::Permanent(match error.kind() {
        io::ErrorKind::StorageFull => format!("there is no room left where archives are kept: {error}"),
        _ => format!("the place where archives are kept failed: {error}"),
    })
}

/// One sentence about a finished backup.
pub(super) fn sentence(backup: &Backup) -> String {
    let verdict = match backup.verdict {
        Some(Verdict::Complete) => "complete",
        Some(Verdict::Partial) => "partial",
        None => "unfinished",
    };
    format!("{verdict}: {} collections, {} documents", backup.collections, backup.documents)
}
