//! Holding the records against what lies at the destinations. Archives without a record are read, and listed as found:
//! that is how backups come back when the platform's own database was lost.

use archive::{Event, VerifyError};
use bson::DateTime;
use serde_json::{Value, json};
use shared::backups::{BackupState, Trigger};
use shared::id::UserId;
use shared::system::Job;

use super::contents::contents;
use super::obtain::Unobtained;
use super::progress::progress;
use super::start::{found_id, reconciled, reconciliation};
use super::{Backups, run};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::destinations::StoredFile;
use crate::domains::backups::repo::{BackupDoc, Contents, SealedFile};
use crate::domains::backups::rules::names;
use crate::http::ApiResult;
use crate::infra::jobs::{JobContext, JobFailure};
use crate::infra::sealing::ENDING;

/// For how long an unfinished file without a record may belong to a backup of the command line.
const BEING_WRITTEN: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// A file, and where it lies.
struct Lying {
    place: &'static str,
    file: StoredFile,
}

impl Backups {
    /// Begins a look at what lies at the destinations.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::AlreadyRunning`].
    pub async fn reconcile(&self, user: UserId, by: By) -> ApiResult<Job> {
        let entry = AuditEntry::new(by, "backups.reconcile", target("destination", self.primary(), None));
        let job = self.enqueue(reconciliation().started_by(user), entry).await?;
        self.job(job).await
    }

    /// The job. Its result names what was found without a record, what is gone, and what is back.
    pub(super) async fn do_reconcile(&self, job: JobContext) -> Result<Value, JobFailure> {
        self.discard_unfinished().await?;
        self.resume_deletions().await?;
        let mut there = Vec::new();
        for place in &self.0.destinations {
            let files = place.list().await.map_err(run::unwritten)?;
            there.extend(files.into_iter().map(|file| Lying { place: place.name(), file }));
        }
        let missing = self.note_missing(&there).await?;
        let (mut found, mut returned) = (Vec::new(), Vec::new());
        for Lying { place, file } in there {
            match self.0.repo.of_file(&file.name).await? {
                Some(backup) if backup.available || is_open(&backup) || backup.deletion.is_some() => {}
                Some(backup) => {
                    self.0.repo.note_available(backup.id, true).await?;
                    returned.push(file.name);
                }
                None => {
                    let backup = self.read_found(place, &file, &job).await?;
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
        self.0.workshop.sweep().await.map_err(run::unwritten)?;
        for file in self.0.workshop.unfinished().await.map_err(run::unwritten)? {
            if self.is_abandoned(&file).await? {
                self.0.workshop.discard(&file.name).await.map_err(run::unwritten)?;
            }
        }
        for place in &self.0.destinations {
            for file in place.unfinished().await.map_err(run::unwritten)? {
                if self.is_abandoned(&file).await? {
                    place.discard(&file.name).await.map_err(run::unwritten)?;
                }
            }
        }
        Ok(())
    }

    /// Whether nobody can be writing the archive any more that was to have this name, before or after it is encrypted.
    async fn is_abandoned(&self, file: &StoredFile) -> Result<bool, JobFailure> {
        let mut known = self.0.repo.of_file(&file.name).await?;
        if known.is_none() {
            known = self.0.repo.of_file(&format!("{}{ENDING}", file.name)).await?;
        }
        Ok(match known {
            Some(backup) => !is_open(&backup),
            None => self.0.clock.now().duration_since(file.modified) > BEING_WRITTEN,
        })
    }

    /// Archives that none of their places has. Of a place that is not configured nothing is known, so nothing is said.
    async fn note_missing(&self, there: &[Lying]) -> Result<Vec<String>, JobFailure> {
        let mut missing = Vec::new();
        for backup in self.0.repo.available(None).await? {
            let known = backup.places().all(|place| self.destination(place).is_some());
            if known && !there.iter().any(|lying| lying.file.name == backup.file_name) {
                self.0.repo.note_available(backup.id, false).await?;
                self.record_by_system("backups.miss", &backup, json!({})).await?;
                missing.push(backup.file_name);
            }
        }
        Ok(missing)
    }

    /// The record of an archive that nobody here recorded: read whole, and held against the digest beside it.
    async fn read_found(
        &self,
        place: &str,
        file: &StoredFile,
        job: &JobContext,
    ) -> Result<BackupDoc, JobFailure> {
        let report = |event: &Event| job.report(progress(event));
        let mut backup = BackupDoc {
            id: found_id(),
            state: BackupState::Finished,
            trigger: Trigger::Foreign,
            label: None,
            host: String::new(),
            database: String::new(),
            file_name: file.name.clone(),
            destination: place.to_owned(),
            copies: Vec::new(),
            available: true,
            contents: None,
            created_at: DateTime::from_jiff(file.modified),
            finished_at: None,
            verified_at: None,
            drilled_at: None,
            damage: None,
            error: None,
            job_id: None,
            deletion: None,
            held: false,
        };
        let fetched = match self.obtain(&backup, job.stop()).await {
            Ok(fetched) => fetched,
            Err(error @ (Unobtained::Damaged(_) | Unobtained::Locked(_))) => {
                // What it holds cannot be told, only that it is there.
                backup.state = BackupState::Failed;
                backup.damage = Some(error.to_string());
                return Ok(backup);
            }
            Err(error) => return Err(error.into()),
        };
        // The digest beside an encrypted archive is that of the file; opening it has proven the file.
        let sealed = names::plain(&file.name) != file.name;
        let beside = self.look(&backup).await.ok().and_then(|file| file.sha256);
        let recorded = beside.clone().filter(|_| !sealed);
        match archive::verify(fetched.path(), recorded.as_deref(), &report, job.stop()).await {
            Ok(sound) => {
                backup.host.clone_from(&sound.manifest.database.host);
                backup.database.clone_from(&sound.manifest.database.name);
                backup.created_at = DateTime::from_jiff(sound.manifest.started_at);
                backup.finished_at = Some(DateTime::from_jiff(file.modified));
                backup.verified_at = Some(DateTime::from_jiff(self.0.clock.now()));
                let file = SealedFile {
                    bytes: file.bytes,
                    sha256: beside.unwrap_or_default(),
                    recipients: Vec::new(),
                };
                let contents = contents(&sound.manifest, &sound.archive);
                backup.contents = Some(Contents { sealed: sealed.then_some(file), ..contents });
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
