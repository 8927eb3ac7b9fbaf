//! Handing out stored archives, by bearer or by a ticket that works once.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use shared::backups::{DownloadTicket, RunBackup};
use shared::error::ErrorCode;
use shared::id::{BackupId, UserId};

use super::Backups;
use super::obtain::Unobtained;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::destinations::Opened;
use crate::domains::backups::repo::BackupDoc;
use crate::http::{ApiError, ApiResult};
use crate::infra::object_store::is_temporary;
use crate::said;

/// What the tickets of this domain are for.
const TICKET: &str = "backups.download";
/// Long enough for a browser to follow a link.
const LIFETIME: Duration = Duration::from_secs(60);

/// What a ticket stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ticket {
    /// The address of whom it was given to, for the audit trail.
    pub email: String,
    /// What it downloads.
    pub what: Wanted,
}

/// What a ticket downloads.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// An archive that is kept.
    Stored(BackupId),
    /// A new one, straight from the database.
    Direct(RunBackup),
}

/// A stored archive to be sent.
#[derive(Debug, Clone)]
pub struct StoredArchive {
    /// What to call the file.
    pub file_name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hex, as recorded.
    pub sha256: String,
    backup: BackupDoc,
}

impl Backups {
    /// A ticket for a stored archive.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] when the archive is not there.
    pub async fn stored_ticket(&self, id: BackupId, user: UserId, email: &str) -> ApiResult<DownloadTicket> {
        self.readable(id).await?;
        self.ticket(Wanted::Stored(id), user, email).await
    }

    /// A ticket for a backup straight into the browser.
    ///
    /// # Errors
    /// [`ErrorCode::ValidationFailed`] when there is no such database.
    pub async fn direct_ticket(
        &self,
        asked: RunBackup,
        user: UserId,
        email: &str,
    ) -> ApiResult<DownloadTicket> {
        self.check_source(asked.database.as_deref().unwrap_or(&self.0.platform)).await?;
        self.ticket(Wanted::Direct(asked), user, email).await
    }

    async fn ticket(&self, what: Wanted, user: UserId, email: &str) -> ApiResult<DownloadTicket> {
        let payload = Ticket { email: email.to_owned(), what };
        let issued = self.0.tickets.issue(TICKET, user, &payload, LIFETIME).await?;
        let url = format!("/api/backups/downloads/{}", issued.ticket);
        Ok(DownloadTicket { url, expires_at: issued.expires_at })
    }

    /// Takes a ticket back: whom it was given to, and for what.
    ///
    /// # Errors
    /// [`ErrorCode::LinkExpired`].
    pub async fn redeem(&self, ticket: &str) -> ApiResult<(UserId, Ticket)> {
        let redeemed = self.0.tickets.redeem::<Ticket>(TICKET, ticket).await?;
        redeemed.map(|redeemed| (redeemed.user, redeemed.payload)).ok_or(ErrorCode::LinkExpired.into())
    }

    /// A stored archive that somebody is about to download.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] when the archive is not there.
    pub async fn hand_out(&self, id: BackupId, by: By) -> ApiResult<StoredArchive> {
        let backup = self.readable(id).await?;
        let file = match self.look(&backup).await {
            Ok(file) => file,
            Err(gone @ Unobtained::Gone(_)) => {
                self.0.repo.note_available(id, false).await?;
                let name = &backup.file_name;
                return Err(ApiError::new(ErrorCode::Conflict)
                    .detail(said!("{gone}", "el archivo {name} ya no está donde se guardaba")));
            }
            Err(error) => return Err(away(error)),
        };
        let what = target("backup", id, Some(&backup.file_name));
        self.0.audit.record(AuditEntry::new(by, "backups.download", what), None).await?;
        let recorded = backup.contents.as_ref().map(|contents| contents.kept_sha256().to_owned());
        let sha256 = recorded.or(file.sha256).unwrap_or_default();
        Ok(StoredArchive { file_name: backup.file_name.clone(), bytes: file.bytes, sha256, backup })
    }

    /// Its bytes from `start`, `length` of them.
    ///
    /// # Errors
    /// When the destination fails.
    pub async fn read(&self, archive: &StoredArchive, start: u64, length: u64) -> ApiResult<Opened> {
        self.open_kept(&archive.backup, start, length).await.map_err(away)
    }
}

/// A place that does not answer is no fault of ours; whatever else it is, the log says.
fn away(error: Unobtained) -> ApiError {
    match error {
        Unobtained::Place(error) if is_temporary(&error) => ApiError::new(ErrorCode::Unavailable).detail(
            said!("where the archive is kept: {error}", "el lugar donde se guarda el archivo: {error}"),
        ),
        other => ApiError::internal(other),
    }
}
