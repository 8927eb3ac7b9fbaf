//! Keeping a new archive: encrypted if it should be, at the place that counts, and as copies elsewhere.

use archive::CancellationToken;
use bson::DateTime;

use super::Backups;
use super::run::unwritten;
use crate::domains::backups::destinations::Staged;
use crate::domains::backups::repo::{CopyDoc, SealedFile};
use crate::domains::backups::rules::names;
use crate::infra::jobs::JobFailure;
use crate::infra::sealing::SealingError;

/// What became of an archive.
pub(super) struct Kept {
    /// The file as it is kept, if the archive was encrypted.
    pub sealed: Option<SealedFile>,
    /// Copies at other places, and those that failed.
    pub copies: Vec<CopyDoc>,
}

impl Backups {
    /// What follows the name of an archive that is kept.
    pub(super) fn ending(&self) -> &'static str {
        if self.0.recipients.is_some() { crate::infra::sealing::ENDING } else { "" }
    }

    /// Keeps a staged archive, written and checked, whose digest is `sha256`. There is a backup once the place that
    /// counts has proven to have it; a copy that fails is noted and told.
    pub(super) async fn keep(
        &self,
        staged: Staged,
        name: &str,
        sha256: &str,
        cancel: &CancellationToken,
    ) -> Result<Kept, JobFailure> {
        let (file, sealed) = self.seal(staged, name, cancel).await?;
        let digest = sealed.as_ref().map_or(sha256, |sealed| &sealed.sha256);
        let mut copies = Vec::new();
        for (at, place) in self.0.destinations.iter().enumerate() {
            let kept = tokio::select! {
                biased;
                () = cancel.cancelled() => return Err(JobFailure::Cancelled),
                kept = place.publish(file.path(), name, digest) => kept,
            };
            match kept {
                Err(error) if at == 0 => return Err(unwritten(error)),
                Ok(()) if at == 0 => {}
                kept => {
                    let stored_at = kept.is_ok().then(|| DateTime::from_jiff(self.0.clock.now()));
                    let error = kept.err().map(|error| error.to_string());
                    if let Some(error) = &error {
                        tracing::error!(%error, "{name} has no copy in {}: {error}", place.name());
                    }
                    copies.push(CopyDoc { destination: place.name().to_owned(), stored_at, error });
                }
            }
        }
        if self.0.destinations.is_empty() {
            return Err(JobFailure::Permanent("there is no place to keep archives in".to_owned()));
        }
        Ok(Kept { sealed, copies })
    }

    /// Encrypts what is staged, if archives are encrypted; the plain file is gone then.
    async fn seal(
        &self,
        plain: Staged,
        name: &str,
        cancel: &CancellationToken,
    ) -> Result<(Staged, Option<SealedFile>), JobFailure> {
        let Some(recipients) = &self.0.recipients else { return Ok((plain, None)) };
        let sealed = self.0.workshop.stage(name).await.map_err(unwritten)?;
        let file =
            recipients.seal(plain.path(), sealed.path(), cancel).await.map_err(|error| match error {
                SealingError::Cancelled => JobFailure::Cancelled,
                SealingError::Io(error) => unwritten(error),
                other => JobFailure::Permanent(other.to_string()),
            })?;
        let recipients = recipients.names();
        Ok((sealed, Some(SealedFile { bytes: file.bytes, sha256: file.sha256, recipients })))
    }

    /// Makes room for an archive before it is encrypted.
    pub(super) async fn stage(&self, name: &str) -> Result<Staged, JobFailure> {
        self.0.workshop.stage(names::plain(name)).await.map_err(unwritten)
    }
}
