//! Where archives are kept: a folder of this machine, or a store behind `infra::object_store`.
//!
//! An archive is made in the workshop, a folder of this machine, and published from there once it is written and checked.
//!
//! Invariants, for every destination: nothing incomplete ever bears an archive's name; an archive has its digest beside
//! it before it has its name; an archive that was published was proven to be there as it was sent; deleting what is not
//! there is no error.

mod local;
mod store;
mod workshop;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::future::BoxFuture;
use jiff::Timestamp;
use tempfile::TempPath;
use tokio::io::AsyncRead;

pub use local::LocalFolder;
pub use store::Store;
pub use workshop::{Staged, Workshop};

use crate::config::{Config, Place};
use crate::infra::clock::Clock;
use crate::infra::object_store::{Cloudinary, S3};

/// What divides archives from other things in a store.
const FOLDER: &str = "backups";

/// A whole archive as a file of this machine, for work that needs to read it more than once.
#[derive(Debug)]
pub struct Fetched {
    path: PathBuf,
    /// Removed with this, if the archive was brought here for the purpose.
    _copy: Option<TempPath>,
}

impl Fetched {
    /// A file that is there anyway.
    pub fn lying(path: PathBuf) -> Self {
        Self { path, _copy: None }
    }

    /// A file that goes when nobody needs it any more.
    pub fn copied(copy: TempPath) -> Self {
        Self { path: copy.to_path_buf(), _copy: Some(copy) }
    }

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

    /// Keeps the file, written and checked, under this name, and proves that it is there as it was sent. Fails if the
    /// name is taken.
    fn publish<'a>(&'a self, file: &'a Path, name: &'a str, sha256: &'a str)
    -> BoxFuture<'a, io::Result<()>>;

    /// The whole archive as a file of this machine.
    fn fetch<'a>(&'a self, name: &'a str, workshop: &'a Workshop) -> BoxFuture<'a, io::Result<Fetched>>;

    /// Reads `length` bytes from `start`.
    fn open<'a>(&'a self, name: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Opened>>;

    /// What is known of one archive; [`io::ErrorKind::NotFound`] if it is not there.
    fn look<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<StoredFile>>;

    /// Removes an archive and its digest.
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Every archive, by name. Where the digest would have to be asked for one by one, only `look` tells it.
    fn list(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>>;

    /// Archives that were begun to be kept and never were, by the name that they were to have.
    fn unfinished(&self) -> BoxFuture<'_, io::Result<Vec<StoredFile>>>;

    /// Throws away what is left of an unfinished one.
    fn discard<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Writes and removes a small file, to know that writing works.
    fn probe(&self) -> BoxFuture<'_, io::Result<()>>;
}

/// The destinations that the configuration names: the first counts, the others get copies. One that cannot even be
/// begun with is left out, and the log says why; configuration has seen to it that this does not happen.
pub fn configured(config: &Config, clock: &Clock) -> Vec<Arc<dyn Destination>> {
    let made = config.backups.places.iter().map(|place| (place, made(*place, config, clock)));
    let made = made.filter_map(|(place, made)| match made {
        Ok(destination) => Some(destination),
        Err(error) => {
            tracing::error!(%error, "archives cannot be kept in {place}: {error}");
            None
        }
    });
    made.collect()
}

fn made(place: Place, config: &Config, clock: &Clock) -> io::Result<Arc<dyn Destination>> {
    let missing = || io::Error::new(io::ErrorKind::InvalidInput, "it is not configured");
    Ok(match place {
        Place::Local => Arc::new(LocalFolder::new(&config.backups.folder)),
        Place::S3 => {
            let settings = config.s3.as_ref().ok_or_else(missing)?;
            Arc::new(Store::new(S3::new(settings, FOLDER)?))
        }
        Place::Cloudinary => {
            let settings = config.cloudinary.as_ref().ok_or_else(missing)?;
            Arc::new(Store::new(Cloudinary::new(settings, clock, FOLDER)?))
        }
    })
}
