//! Verifying a stored archive: re-reading all of it and holding it against the digest kept outside.

use std::time::Instant;

use archive::{Event, VerifyError};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::Verification;
use shared::id::{BackupId, UserId};
use shared::system::Job;

use super::contents::verdict;
use super::obtain::Unobtained;
use super::progress::progress;
use super::{Backups, jobs};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::repo::BackupDoc;
use crate::domains::backups::rules::names;
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{JobContext, JobFailure, NewJob};

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    backup: BackupId,
}

impl Backups {
    /// Begins a verification. The job's result is a [`Verification`]; damage makes it fail with the finding.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::NotFound`], [`shared::error::ErrorCode::Conflict`] when the archive is not there,
    /// [`shared::error::ErrorCode::AlreadyRunning`].
    pub async fn verify(&self, id: BackupId, user: UserId, by: By) -> ApiResult<Job> {
        let backup = self.readable(id).await?;
        let payload = bson::serialize_to_document(&Order { backup: id }).map_err(ApiError::internal)?;
        let job = NewJob::new(jobs::VERIFY, &backup.database)
            .payload(payload)
            .unique_key(format!("{}:{id}", jobs::VERIFY))
            .started_by(user)
            .cancellable();
        let what = target("backup", id, Some(&backup.file_name));
        let job = self.enqueue(job, AuditEntry::new(by, "backups.verify", what)).await?;
        self.job(job).await
    }

    /// The job.
    pub(super) async fn do_verify(&self, job: JobContext) -> Result<Value, JobFailure> {
        let order: Order = job.payload()?;
        let backup = self.stored(order.backup).await?;
        let verification = self.verify_archive(&backup, &job).await?;
        Ok(json!(verification))
    }

    /// Verifies, and notes the finding.
    pub(super) async fn verify_archive(
        &self,
        backup: &BackupDoc,
        job: &JobContext,
    ) -> Result<Verification, JobFailure> {
        let began = Instant::now();
        let name = &backup.file_name;
        let report = |event: &Event| job.report(progress(event));
        let fetched = match self.obtain(backup, job.stop()).await {
            Ok(fetched) => fetched,
            Err(error) => {
                match &error {
                    Unobtained::Gone(_) => self.0.repo.note_available(backup.id, false).await?,
                    Unobtained::Damaged(finding) => self.note_damage(backup, finding).await?,
                    _ => {}
                }
                return Err(error.into());
            }
        };
        let recorded = backup.contents.as_ref().map(|contents| contents.sha256.as_str());
        match archive::verify(fetched.path(), recorded, &report, job.stop()).await {
            Ok(sound) => {
                let now = self.0.clock.now();
                self.0.repo.note_verification(backup.id, Ok(now)).await?;
                let beside = self.look(backup).await.ok().and_then(|file| file.sha256);
                let kept = backup.contents.as_ref().and_then(|contents| contents.sealed.as_ref());
                let kept = kept.map_or(&sound.archive.sha256, |sealed| &sealed.sha256);
                let is_sealed = names::plain(name) != name;
                let matches =
                    beside.is_none_or(|beside| beside == *kept || (is_sealed && recorded.is_none()));
                let totals = sound.manifest.totals;
                Ok(Verification {
                    verified_at: now,
                    verdict: verdict(&sound.manifest),
                    collections: totals.collections + totals.views,
                    documents: totals.documents,
                    bytes: totals.bytes,
                    digest_matches_record: matches,
                    sha256: sound.archive.sha256,
                    milliseconds: milliseconds(began),
                })
            }
            Err(error) => {
                if is_damage(&error) {
                    self.note_damage(backup, &error.to_string()).await?;
                }
                Err(failure(error))
            }
        }
    }

    async fn note_damage(&self, backup: &BackupDoc, finding: &str) -> Result<(), JobFailure> {
        self.0.repo.note_verification(backup.id, Err(finding)).await?;
        self.record_by_system("backups.find_damage", backup, json!({ "finding": finding })).await
    }
}

/// Whether the archive itself is at fault.
pub(super) const fn is_damage(error: &VerifyError) -> bool {
    !matches!(error, VerifyError::Unreadable(_) | VerifyError::Cancelled)
}

/// A verification's failure as a job's. Reading the same bytes again finds the same.
pub(super) fn failure(error: VerifyError) -> JobFailure {
    match error {
        VerifyError::Cancelled => JobFailure::Cancelled,
        other => JobFailure::Permanent(other.to_string()),
    }
}

/// Since when, in milliseconds.
pub(super) fn milliseconds(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}
