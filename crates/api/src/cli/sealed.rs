//! Encrypted archives on the command line: decrypted into a file that goes with the command.

use std::path::{Path, PathBuf};

use archive::{ArchiveSource, CancellationToken};
use serde_json::json;
use tempfile::TempPath;

use super::engine::{Outcome, source_at};
use crate::infra::object_store::Hashing;
use crate::infra::sealing::{SealingError, is_sealed, unseal};

/// By what encrypted archives are read.
#[derive(Debug, clap::Args)]
pub struct Identity {
    /// The file with the age key that opens an encrypted archive (.age)
    #[arg(long, value_name = "FILE", env = "AVENUE_BACKUP_AGE_IDENTITY_FILE")]
    identity: Option<PathBuf>,
}

/// An archive as the engine reads it.
pub struct Plain {
    /// The file.
    pub path: PathBuf,
    /// The digest that was kept outside of it, where it is that of this file.
    pub recorded: Option<String>,
    _copy: Option<TempPath>,
}

impl Identity {
    /// The file itself, or what it holds if it is encrypted; `name` is what it is called where it is kept. The digest
    /// kept outside of an encrypted archive is that of the encrypted file, and is held against it here.
    pub async fn open(
        &self,
        path: &Path,
        name: &str,
        recorded: Option<String>,
        cancel: &CancellationToken,
    ) -> Result<Plain, Outcome> {
        if !is_sealed(Path::new(name)) {
            return Ok(Plain { path: path.to_owned(), recorded, _copy: None });
        }
        let could_not = |error: std::io::Error| Outcome::CouldNot(format!("{}: {error}", path.display()));
        if let Some(expected) = &recorded {
            let found = digest(path).await.map_err(could_not)?;
            if !expected.eq_ignore_ascii_case(&found) {
                let text = format!(
                    "{name} is not the archive that was recorded: its SHA-256 is {found}, not {expected}"
                );
                return Err(Outcome::found(&json!({ "error": text }), text.clone()));
            }
        }
        let plain = tempfile::NamedTempFile::new().map_err(could_not)?.into_temp_path();
        unseal(path, &plain, self.identity.as_deref(), cancel).await.map_err(|error| match &error {
            SealingError::Damaged(_) => {
                Outcome::found(&json!({ "error": error.to_string() }), error.to_string())
            }
            SealingError::NoIdentity | SealingError::BadIdentity(..) | SealingError::WrongIdentity(_) => {
                Outcome::Usage(error.to_string())
            }
            SealingError::Cancelled | SealingError::Io(_) => Outcome::CouldNot(error.to_string()),
        })?;
        Ok(Plain { path: plain.to_path_buf(), recorded: None, _copy: Some(plain) })
    }

    /// The same for what may be a folder of mongodump too. What it stands on is to be kept as long as it is read.
    pub async fn source(
        &self,
        path: &Path,
        cancel: &CancellationToken,
    ) -> Result<(ArchiveSource, Option<Plain>), Outcome> {
        match source_at(path)? {
            ArchiveSource::Archive { path, recorded_sha256 } => {
                let name = path.to_string_lossy().into_owned();
                let plain = self.open(&path, &name, recorded_sha256, cancel).await?;
                let (path, recorded_sha256) = (plain.path.clone(), plain.recorded.clone());
                Ok((ArchiveSource::Archive { path, recorded_sha256 }, Some(plain)))
            }
            folder => Ok((folder, None)),
        }
    }
}

async fn digest(path: &Path) -> std::io::Result<String> {
    let mut reader = Hashing::new(tokio::fs::File::open(path).await?);
    tokio::io::copy(&mut reader, &mut tokio::io::sink()).await?;
    Ok(reader.finish().1)
}
