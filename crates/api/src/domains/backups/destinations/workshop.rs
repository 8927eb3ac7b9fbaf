//! The folder of this machine in which archives are made and taken apart.
//!
//! What is being made is called after the archive, with an ending that no archive has. Copies that are only read lie in
//! a folder of their own, and go with whoever reads them; what a killed process left goes a day later.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempPath;
use tokio::fs;

use super::StoredFile;
use super::local::{beside, files, gone, in_words, path_of};
use crate::domains::backups::rules::names::{PARTIAL, is_archive};

/// The folder of copies. No archive begins with a dot.
const COPIES: &str = ".work";
/// For how long a copy may belong to somebody.
const IN_USE: Duration = Duration::from_secs(24 * 60 * 60);

/// A file that is being made ready. Dropping it throws it away.
#[derive(Debug)]
pub struct Staged(PathBuf);

impl Staged {
    /// Where to write it.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Whatever stays behind bears no archive's name and is swept up at the next start.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The folder. It is made when it is first needed.
#[derive(Debug, Clone)]
pub struct Workshop(PathBuf);

impl Workshop {
    /// In `folder`, which may be the one that archives are kept in.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Makes room for a new archive of this name and says where to write it.
    pub async fn stage(&self, name: &str) -> io::Result<Staged> {
        let path = beside(&path_of(&self.0, name)?, PARTIAL);
        fs::create_dir_all(&self.0).await.map_err(|error| in_words(&self.0, &error))?;
        fs::File::create(&path).await.map_err(|error| in_words(&path, &error))?;
        Ok(Staged(path))
    }

    /// An empty file for a copy that is only read.
    pub async fn copy(&self) -> io::Result<TempPath> {
        let folder = self.0.join(COPIES);
        fs::create_dir_all(&folder).await.map_err(|error| in_words(&folder, &error))?;
        let file = tempfile::Builder::new().prefix("copy-").tempfile_in(&folder);
        Ok(file.map_err(|error| in_words(&folder, &error))?.into_temp_path())
    }

    /// Archives that were begun and never finished, by the name that they were to have.
    pub async fn unfinished(&self) -> io::Result<Vec<StoredFile>> {
        let files = files(&self.0).await?.into_iter();
        let unfinished = files.filter_map(|(name, bytes, modified)| {
            let name = name.strip_suffix(PARTIAL).filter(|name| is_archive(name))?.to_owned();
            Some(StoredFile { name, bytes, modified, sha256: None })
        });
        Ok(unfinished.collect())
    }

    /// Throws away an unfinished archive.
    pub async fn discard(&self, name: &str) -> io::Result<()> {
        gone(fs::remove_file(beside(&path_of(&self.0, name)?, PARTIAL)).await)
    }

    /// Throws away copies that nobody can be reading any more.
    pub async fn sweep(&self) -> io::Result<()> {
        let mut copies = match fs::read_dir(self.0.join(COPIES)).await {
            Ok(copies) => copies,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(in_words(&self.0.join(COPIES), &error)),
        };
        // By the disk's own time, which dates the copies too.
        let now = std::fs::metadata(self.copy().await?)?.modified()?;
        while let Some(copy) = copies.next_entry().await? {
            let modified = copy.metadata().await.and_then(|metadata| metadata.modified());
            let old = modified.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > IN_USE));
            if old {
                gone(fs::remove_file(copy.path()).await)?;
            }
        }
        Ok(())
    }

    /// Bytes that can still be written.
    pub async fn free(&self) -> io::Result<u64> {
        fs::create_dir_all(&self.0).await.map_err(|error| in_words(&self.0, &error))?;
        let disk = rustix::fs::statvfs(&self.0)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Writes and removes a small file, to know that writing works.
    pub async fn probe(&self) -> io::Result<()> {
        super::local::probe(&self.0).await
    }
}
