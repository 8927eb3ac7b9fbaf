//! Re-reading an archive: every byte, every entry, every number, before anything is written anywhere.

mod check;
mod error;

use std::{fs::File, io::Read, path::Path};

use tokio::io::AsyncRead;
use tokio_util::{io::SyncIoBridge, sync::CancellationToken};

pub use error::VerifyError;

use crate::{
    Manifest,
    blocking::run,
    digest::FileDigest,
    progress::{Phase, Progress, Tracker},
    reader::{Position, read_archive},
};

/// An archive that is sound.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Verified {
    /// What it holds.
    pub manifest: Manifest,
    /// Size and digest of the file.
    pub archive: FileDigest,
}

/// Verifies the archive in a file. `recorded` is the SHA-256 that was kept outside of it, if one was: an archive that
/// is sound in itself but another one is refused as such. In progress, bytes are those of the compressed file.
///
/// # Errors
/// See [`VerifyError`]: it names the entry, where, and what is wrong.
pub async fn verify(
    path: &Path,
    recorded: Option<&str>,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Verified, VerifyError> {
    let path = path.to_owned();
    let recorded = recorded.map(str::to_owned);
    run(progress, cancel, move |progress, cancel| {
        let file = File::open(&path)?;
        let size = file.metadata()?.len();
        verify_blocking(file, size, recorded.as_deref(), progress, cancel)
    })
    .await
    .unwrap_or(Err(VerifyError::Cancelled))
}

/// Verifies an archive as it arrives, an upload say. As [`verify`] otherwise.
///
/// # Errors
/// See [`VerifyError`].
pub async fn verify_stream(
    archive: impl AsyncRead + Send + Unpin + 'static,
    recorded: Option<&str>,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Verified, VerifyError> {
    let archive = SyncIoBridge::new(archive);
    let recorded = recorded.map(str::to_owned);
    run(progress, cancel, move |progress, cancel| {
        verify_blocking(archive, 0, recorded.as_deref(), progress, cancel)
    })
    .await
    .unwrap_or(Err(VerifyError::Cancelled))
}

/// Verifies on this thread.
pub(crate) fn verify_blocking(
    archive: impl Read,
    size: u64,
    recorded: Option<&str>,
    progress: &dyn Progress,
    cancel: &CancellationToken,
) -> Result<Verified, VerifyError> {
    let position = Position::default();
    let tracker = Tracker::new(progress, Phase::Verifying, 0, 0, size);
    let mut check = check::Check::new(tracker, position.clone());
    let archive = read_archive(archive, &mut check, &position, cancel)?;
    let manifest = check.finish(position.get())?;
    match recorded {
        Some(expected) if !expected.eq_ignore_ascii_case(&archive.sha256) => {
            Err(VerifyError::NotTheRecordedOne {
                expected: expected.to_owned(),
                found: archive.sha256,
                manifest: Box::new(manifest),
            })
        }
        _ => Ok(Verified { manifest, archive }),
    }
}
