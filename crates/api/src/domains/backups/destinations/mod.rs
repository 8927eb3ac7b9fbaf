//! Where archives are kept. One small interface, so that further places (Cloudinary, S3) are one file more each.
//!
//! Invariants, for every destination: nothing incomplete ever bears an archive's name; an archive has its digest
//! beside it, in the form of `sha256sum`, before it has its name; deleting what is not there is no error.

mod local;

use std::io;
use std::path::{Path, PathBuf};

use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::io::AsyncRead;

pub use local::LocalFolder;

/// A file that is being made ready. Dropping it throws it away.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    keep: bool,
}

impl Staged {
    /// Takes responsibility for the file at `path`.
    fn new(path: PathBuf) -> Self {
        Self { path, keep: false }
    }

    /// Where to write it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves the file to whom it now belongs.
    fn release(mut self) {
        self.keep = true;
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.keep {
            // Whatever stays behind bears no archive's name and is swept up at the next start.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// A whole archive as a file of this machine, for work that needs to read it more than once.
#[derive(Debug)]
pub struct Fetched {
    path: PathBuf,
    /// Removed with this, if the destination is not this machine.
    _copy: Option<Staged>,
}

impl Fetched {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// An archive that is being read.
pub struct Opened {
    /// Its bytes, from where reading was asked to start to where it was asked to end.
    pub reader: Box<dyn AsyncRead + Send + Unpin>,
}

/// What a destination knows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// When it was last written.
    pub modified: Timestamp,
    /// The SHA-256 that stands beside it, if one does.
    pub sha256: Option<String>,
}

/// A place for archives.
pub trait Destination: Send + Sync {
    /// Its name, as recorded with each backup.
    fn name(&self) -> &'static str;

    /// Makes room for a new archive of this name and says where to write it.
    fn stage<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Staged>>;

    /// Gives a staged file, written and checked, its name. Fails if the name is taken.
    fn publish<'a>(&'a self, staged: Staged, name: &'a str, sha256: &'a str)
    -> BoxFuture<'a, io::Result<()>>;

    /// The whole archive as a file of this machine.
    fn fetch<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Fetched>>;

    /// Reads `length` bytes from `start`.
    fn open<'a>(&'a self, name: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Opened>>;

    /// What is known of one archive; [`io::ErrorKind::NotFound`] if it is not there.
    fn look<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<StoredFile>>;

    /// Removes an archive and its digest.
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Every archive, by name.
    fn list(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>>;

    /// Files that were begun and never finished, by the name that they were to have.
    fn unfinished(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>>;

    /// Throws away an unfinished file.
    fn discard<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Bytes that can still be written; none where there is no such limit.
    fn free(&self) -> BoxFuture<'_, io::Result<Option<u64>>>;

    /// Writes and removes a small file, to know that writing works.
    fn probe(&self) -> BoxFuture<'_, io::Result<()>>;
}
