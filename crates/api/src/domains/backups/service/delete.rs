//! Deleting a backup. The last good one of a database stays.

use serde_json::json;
use shared::backups::{Backup, BackupState};
use shared::error::ErrorCode;
use shared::id::BackupId;

use super::Backups;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult};

impl Backups {
    /// Deletes the archive and its record.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] while it is being written; [`ErrorCode::LastOne`] when no other
    /// complete and sound archive of the same database is there.
    pub async fn delete(&self, id: BackupId, by: By) -> ApiResult<()> {
        let backup = self.existing(id).await?;
        if matches!(backup.state, BackupState::Queued | BackupState::Running) {
            return Err(ApiError::new(ErrorCode::Conflict).detail("it is being written; stop its job first"));
        }
        if backup.is_good() && self.is_last_good(id, &backup.database).await? {
            return Err(ApiError::new(ErrorCode::LastOne).detail(format!(
                "{} is the last complete backup of {}; take another one first",
                backup.file_name, backup.database
            )));
        }
        let what = target("backup", id, Some(&backup.file_name));
        let digest = backup.contents.as_ref().map(|contents| contents.sha256.clone());
        let (file_name, available) = (backup.file_name.clone(), backup.available);
        let entry = AuditEntry::new(by, "backups.delete", what)
            .changes(changes(&Backup::from(backup), &()))
            .details(json!({ "sha256": digest }));
        self.0.audit.record(entry, None).await?;
        if available {
            self.0.destination.delete(&file_name).await.map_err(ApiError::internal)?;
        }
        self.0.repo.forget(id).await?;
        Ok(())
    }

    async fn is_last_good(&self, id: BackupId, database: &str) -> ApiResult<bool> {
        let there = self.0.repo.available(Some(database)).await?;
        Ok(!there.iter().any(|other| other.id != id && other.is_good()))
    }
}
