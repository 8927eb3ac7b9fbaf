//! An archive as the engine takes it: brought to this machine if it lies elsewhere, and decrypted if it is encrypted.

use std::io;
use std::path::Path;

use archive::CancellationToken;

use super::Backups;
use crate::domains::backups::destinations::{Destination, Fetched, Opened, StoredFile};
use crate::domains::backups::repo::BackupDoc;
use crate::infra::jobs::JobFailure;
use crate::infra::sealing::{SealingError, is_sealed, unseal};

/// Why an archive was not obtained.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unobtained {
    /// None of its places has it.
    #[error("the archive {0} is gone from where it was kept")]
    Gone(String),
    /// It is not what was written.
    #[error("{0}")]
    Damaged(String),
    /// It cannot be decrypted here.
    #[error("{0}")]
    Locked(String),
    /// It was stopped.
    #[error("stopped")]
    Stopped,
    /// A place failed.
    #[error("the place where archives are kept failed: {0}")]
    Place(io::Error),
}

impl From<Unobtained> for JobFailure {
    fn from(error: Unobtained) -> Self {
        match error {
            Unobtained::Stopped => Self::Cancelled,
            Unobtained::Place(error) => super::run::unwritten(error),
            other => Self::Permanent(other.to_string()),
        }
    }
}

impl From<SealingError> for Unobtained {
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::Damaged(_) => Self::Damaged(error.to_string()),
            SealingError::Cancelled => Self::Stopped,
            SealingError::Io(error) => Self::Place(error),
            other => Self::Locked(other.to_string()),
        }
    }
}

impl Backups {
    /// The destination of this name, if it is configured.
    pub(super) fn destination(&self, name: &str) -> Option<&dyn Destination> {
        self.0.destinations.iter().map(AsRef::as_ref).find(|destination| destination.name() == name)
    }

    /// The archive as a plain file of this machine: from the place that counts, or from one that has a copy when that
    /// one has lost it or is away.
    pub(super) async fn obtain(
        &self,
        backup: &BackupDoc,
        cancel: &CancellationToken,
    ) -> Result<Fetched, Unobtained> {
        let fetched = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(Unobtained::Stopped),
            fetched = self.fetch(backup) => fetched?,
        };
        self.open_sealed(fetched, &backup.file_name, cancel).await
    }

    async fn fetch(&self, backup: &BackupDoc) -> Result<Fetched, Unobtained> {
        let name = &backup.file_name;
        let asked = |place| async move { self.place(place)?.fetch(name, &self.0.workshop).await };
        first(backup, asked).await
    }

    /// What is known of the file, at the first place that has it.
    pub(super) async fn look(&self, backup: &BackupDoc) -> Result<StoredFile, Unobtained> {
        let name = &backup.file_name;
        first(backup, |place| async move { self.place(place)?.look(name).await }).await
    }

    /// The file as it is kept, from `start`, `length` bytes of it.
    pub(super) async fn open_kept(
        &self,
        backup: &BackupDoc,
        start: u64,
        length: u64,
    ) -> Result<Opened, Unobtained> {
        let name = &backup.file_name;
        first(backup, |place| async move { self.place(place)?.open(name, start, length).await }).await
    }

    fn place(&self, name: &str) -> io::Result<&dyn Destination> {
        self.destination(name).ok_or_else(|| {
            io::Error::other(format!("{name} is not configured (any more); see AVENUE_BACKUP_DESTINATION"))
        })
    }

    /// The file itself, or its plain form if it is encrypted.
    pub(super) async fn open_sealed(
        &self,
        fetched: Fetched,
        file_name: &str,
        cancel: &CancellationToken,
    ) -> Result<Fetched, Unobtained> {
        if !is_sealed(Path::new(file_name)) {
            return Ok(fetched);
        }
        if self.0.identity.is_none() {
            return Err(SealingError::NoIdentity.into());
        }
        let plain = self.0.workshop.copy().await.map_err(Unobtained::Place)?;
        unseal(fetched.path(), &plain, self.0.identity.as_deref(), cancel).await?;
        Ok(Fetched::copied(plain))
    }
}

/// Asks the places of a backup one after the other. The last failure counts, unless none of them has it.
async fn first<'a, T, F>(backup: &'a BackupDoc, ask: impl Fn(&'a str) -> F) -> Result<T, Unobtained>
where
    F: Future<Output = io::Result<T>>,
{
    let mut failure = None;
    for place in backup.places() {
        match ask(place).await {
            Ok(there) => return Ok(there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => failure = Some(error),
        }
    }
    Err(failure.map_or_else(|| Unobtained::Gone(backup.file_name.clone()), Unobtained::Place))
}
