//! Handing out stored archives, by bearer or by a ticket that works once.

use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use shared::backups::{DownloadTicket, RunBackup};
use shared::error::ErrorCode;
use shared::id::{BackupId, UserId};

use super::Backups;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::destinations::Opened;
use crate::domains::backups::repo::BackupDoc;
use crate::http::{ApiError, ApiResult};

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
        let file = match self.0.destination.look(&backup.file_name).await {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.0.repo.note_available(id, false).await?;
                return Err(gone(&backup));
            }
            Err(error) => return Err(ApiError::internal(error)),
        };
        let what = target("backup", id, Some(&backup.file_name));
        self.0.audit.record(AuditEntry::new(by, "backups.download", what), None).await?;
        let sha256 = backup.contents.map(|contents| contents.sha256).or(file.sha256);
        Ok(StoredArchive {
            file_name: backup.file_name,
            bytes: file.bytes,
            sha256: sha256.unwrap_or_default(),
        })
    }

    /// Its bytes from `start`, `length` of them.
    ///
    /// # Errors
    /// When the destination fails.
    pub async fn read(&self, archive: &StoredArchive, start: u64, length: u64) -> ApiResult<Opened> {
        let opened = self.0.destination.open(&archive.file_name, start, length).await;
        opened.map_err(ApiError::internal)
    }
}

fn gone(backup: &BackupDoc) -> ApiError {
    ApiError::new(ErrorCode::Conflict)
        .detail(format!("the archive {} is gone from where it was kept", backup.file_name))
}
