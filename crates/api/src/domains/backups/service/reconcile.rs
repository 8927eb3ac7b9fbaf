//! Holding the records against what lies in the destination. Archives without a record are read, and listed as found:
//! that is how backups come back when the platform's own database was lost.

use archive::{Event, VerifyError};
use bson::DateTime;
use serde_json::{Value, json};
use shared::backups::{BackupState, Trigger};
use shared::id::UserId;
use shared::system::Job;

use super::contents::contents;
use super::progress::progress;
use super::start::{found_id, reconciled, reconciliation};
use super::{Backups, run};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::destinations::StoredFile;
use crate::domains::backups::repo::BackupDoc;
use crate::http::ApiResult;
use crate::infra::jobs::{JobContext, JobFailure};

/// For how long an unfinished file without a record may belong to a backup of the command line.
const BEING_WRITTEN: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

impl Backups {
    /// Begins a look at what lies in the destination.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::AlreadyRunning`].
    pub async fn reconcile(&self, user: UserId, by: By) -> ApiResult<Job> {
        let entry =
            AuditEntry::new(by, "backups.reconcile", target("destination", self.0.destination.name(), None));
        let job = self.enqueue(reconciliation().started_by(user), entry).await?;
        self.job(job).await
    }

    /// The job. Its result names what was found without a record, what is gone, and what is back.
    pub(super) async fn do_reconcile(&self, job: JobContext) -> Result<Value, JobFailure> {
        self.discard_unfinished().await?;
        let there = self.0.destination.list().await.map_err(run::unwritten)?;
        let missing = self.note_missing(&there).await?;
        let (mut found, mut returned) = (Vec::new(), Vec::new());
        for file in there {
            match self.0.repo.of_file(&file.name).await? {
                Some(backup) if backup.available || is_open(&backup) => {}
                Some(backup) => {
                    self.0.repo.note_available(backup.id, true).await?;
                    returned.push(file.name);
                }
                None => {
                    let backup = self.read_found(&file, &job).await?;
                    self.0.repo.ask(&backup, None).await?;
                    self.record_by_system("backups.find", &backup, json!({ "error": backup.damage })).await?;
                    found.push(file.name);
                }
            }
        }
        Ok(reconciled(&found, &missing, &returned))
    }

    /// Throws away what was begun and can no longer be finished.
    async fn discard_unfinished(&self) -> Result<(), JobFailure> {
        let now = self.0.clock.now();
        for file in self.0.destination.unfinished().await.map_err(run::unwritten)? {
            let abandoned = match self.0.repo.of_file(&file.name).await? {
                Some(backup) => !is_open(&backup),
                None => now.duration_since(file.modified) > BEING_WRITTEN,
            };
            if abandoned {
                self.0.destination.discard(&file.name).await.map_err(run::unwritten)?;
            }
        }
        Ok(())
    }

    async fn note_missing(&self, there: &[StoredFile]) -> Result<Vec<String>, JobFailure> {
        let mut missing = Vec::new();
        for backup in self.0.repo.available(None).await? {
            if !there.iter().any(|file| file.name == backup.file_name) {
                self.0.repo.note_available(backup.id, false).await?;
                self.record_by_system("backups.miss", &backup, json!({})).await?;
                missing.push(backup.file_name);
            }
        }
        Ok(missing)
    }

    /// The record of an archive that nobody here recorded: read whole, and held against the digest beside it.
    async fn read_found(&self, file: &StoredFile, job: &JobContext) -> Result<BackupDoc, JobFailure> {
        let report = |event: &Event| job.report(progress(event));
        let fetched = self.0.destination.fetch(&file.name).await.map_err(run::unwritten)?;
        let read = archive::verify(fetched.path(), file.sha256.as_deref(), &report, job.stop()).await;
        let mut backup = BackupDoc {
            id: found_id(),
            state: BackupState::Finished,
            trigger: Trigger::Foreign,
            label: None,
            host: String::new(),
            database: String::new(),
            file_name: file.name.clone(),
            destination: self.0.destination.name().to_owned(),
            available: true,
            contents: None,
            created_at: DateTime::from_jiff(file.modified),
            finished_at: None,
            verified_at: None,
            drilled_at: None,
            damage: None,
            error: None,
            job_id: None,
        };
        match read {
            Ok(sound) => {
                backup.host.clone_from(&sound.manifest.database.host);
                backup.database.clone_from(&sound.manifest.database.name);
                backup.created_at = DateTime::from_jiff(sound.manifest.started_at);
                backup.finished_at = Some(DateTime::from_jiff(file.modified));
                backup.verified_at = Some(DateTime::from_jiff(self.0.clock.now()));
                backup.contents = Some(contents(&sound.manifest, &sound.archive));
            }
            Err(VerifyError::Cancelled) => return Err(JobFailure::Cancelled),
            Err(error) => {
                backup.state = BackupState::Failed;
                backup.damage = Some(error.to_string());
            }
        }
        Ok(backup)
    }
}

const fn is_open(backup: &BackupDoc) -> bool {
    matches!(backup.state, BackupState::Queued | BackupState::Running)
}
