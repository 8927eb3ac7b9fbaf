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
use crate::domains::backups::repo::{BackupDoc, Contents, CopyDoc};
use crate::domains::backups::rules::{names, target as targets};
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};
use crate::infra::object_store::is_temporary;

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

/// An archive that was written, and is kept.
pub(super) struct Written {
    /// What it holds.
    pub contents: Contents,
    /// Where else it is.
    pub copies: Vec<CopyDoc>,
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
            file_name: names::file_name(&order.database, at, id, &self.extension(order.trigger, compression)),
            destination: self.primary().to_owned(),
            copies: Vec::new(),
            available: false,
            contents: None,
            created_at: DateTime::from_jiff(at),
            finished_at: None,
            verified_at: None,
            drilled_at: None,
            damage: None,
            error: None,
            job_id: None,
            deletion: None,
            held: false,
        }
    }

    /// What the name of a new archive ends with. One that is sent to a browser is never encrypted.
    fn extension(&self, trigger: Trigger, compression: Compression) -> String {
        let sealed = if trigger == Trigger::Direct { "" } else { self.ending() };
        format!("{}{sealed}", compression.extension())
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
                Ok(written) => self.finish(&backup, &written).await?,
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
    ) -> Result<Written, JobFailure> {
        let Watch { progress, cancel } = watch;
        let name = &backup.file_name;
        self.clear(backup).await?;
        let staged = self.stage(name).await?;
        let mut file =
            OpenOptions::new().write(true).truncate(true).open(staged.path()).await.map_err(unwritten)?;
        let source = self.source(&order.database);
        let options = order.options(Compression::Zstd);
        let dumped = archive::dump(&source, &options, &mut file, progress, cancel).await.map_err(failure)?;
        file.sync_all().await.map_err(unwritten)?;
        let recorded = Some(dumped.archive.sha256.as_str());
        let sound = archive::verify(staged.path(), recorded, progress, cancel).await;
        let sound = sound.map_err(super::verify::failure)?;
        let kept = self.keep(staged, name, &dumped.archive.sha256, cancel).await?;
        let contents = Contents { sealed: kept.sealed, ..contents(&sound.manifest, &sound.archive) };
        Ok(Written { contents, copies: kept.copies })
    }

    /// Removes what an earlier try of the same backup put under its name: its process died before that was recorded, so
    /// nobody was told that there is such an archive.
    async fn clear(&self, backup: &BackupDoc) -> Result<(), JobFailure> {
        let name = &backup.file_name;
        for (at, place) in self.0.destinations.iter().enumerate() {
            let cleared = match place.look(name).await {
                Ok(_) => place.delete(name).await,
                Err(error) if error.kind() == io::ErrorKind::NotFound => place.discard(name).await,
                Err(error) => Err(error),
            };
            match cleared {
                // A place for copies that is away is told when its copy fails.
                Err(error) if at == 0 => return Err(unwritten(error)),
                _ => {}
            }
        }
        Ok(())
    }

    async fn finish(&self, backup: &BackupDoc, written: &Written) -> Result<(), JobFailure> {
        let now = self.0.clock.now();
        let Written { contents, copies } = written;
        self.0.repo.finish(backup.id, contents, copies, now, true).await?;
        let details = json!({
            "verdict": contents.verdict,
            "collections": contents.collections,
            "documents": contents.documents,
            "archive_bytes": contents.archive_bytes,
            "sha256": contents.sha256,
            "encrypted_sha256": contents.sealed.as_ref().map(|sealed| &sealed.sha256),
            "destination": backup.destination,
            "failed_copies": copies.iter().filter(|copy| copy.error.is_some()).map(|copy| &copy.destination).collect::<Vec<_>>(),
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
    let text = match error.kind() {
        io::ErrorKind::StorageFull => format!("there is no room left where archives are kept: {error}"),
        _ => format!("the place where archives are kept failed: {error}"),
    };
    if is_temporary(&error) { JobFailure::Retry(text) } else { JobFailure::Permanent(text) }
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
