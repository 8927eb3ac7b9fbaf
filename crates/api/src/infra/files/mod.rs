//! Where files of people live: a folder of this machine, or a store (S3, Cloudinary).
//!
//! A name is made by us: words of `a-z0-9-.` separated by slashes, such as `media/<id>/96.webp`. Nothing that a person
//! typed is ever part of it.
//!
//! Invariants, for every place: a file is there whole or not at all; writing over a name puts the new file in the old
//! one's place; removing what is not there is no error.

mod local;
mod stored;

use std::io;

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::io::AsyncRead;

pub use local::LocalFiles;
pub use stored::StoredFiles;

use crate::config::{Config, Place};
use crate::infra::clock::Clock;
use crate::infra::object_store::{Cloudinary, S3};

/// Bytes on their way.
pub type Bytes = Box<dyn AsyncRead + Send + Unpin>;

/// A file that is being read.
pub struct OpenedFile {
    /// The size of the whole file.
    pub bytes: u64,
    /// Its bytes, or the part that was asked for.
    pub reader: Bytes,
}

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// The first byte.
    pub start: u64,
    /// How many.
    pub length: u64,
}

/// A place for files.
pub trait Files: Send + Sync {
    /// Its name: `local`, `s3` …
    fn name(&self) -> &'static str;

    /// Keeps what `content` gives under `name`. `content_type` is for places that deliver by themselves.
    fn put<'a>(
        &'a self,
        name: &'a str,
        content_type: &'a str,
        content: Bytes,
    ) -> BoxFuture<'a, io::Result<()>>;

    /// Opens a file, whole or in part; [`io::ErrorKind::NotFound`] if it is not there.
    fn get<'a>(&'a self, name: &'a str, part: Option<Slice>) -> BoxFuture<'a, io::Result<OpenedFile>>;

    /// Removes a file.
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Where anybody can fetch the file without us, if the place delivers by itself.
    fn url(&self, name: &str) -> Option<String>;
}

/// What divides people's files from other things in a store.
const FOLDER: &str = "files";

/// The place that the configuration names.
///
/// # Errors
/// When no client of it can be made, which the configuration has seen to.
pub fn configured(config: &Config, clock: &Clock) -> io::Result<Arc<dyn Files>> {
    let missing = || io::Error::new(io::ErrorKind::InvalidInput, "it is not configured");
    Ok(match config.files.place {
        Place::Local => Arc::new(LocalFiles::new(config.platform.data.join("files"))),
        Place::S3 => {
            let settings = config.s3.as_ref().ok_or_else(missing)?;
            Arc::new(StoredFiles::new(S3::new(settings, FOLDER)?))
        }
        Place::Cloudinary => {
            let settings = config.cloudinary.as_ref().ok_or_else(missing)?;
            Arc::new(StoredFiles::new(Cloudinary::new(settings, clock, FOLDER)?))
        }
    })
}

/// Whether a name is one that we would make. What is not leads nowhere.
pub fn is_name(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
    };
    name.len() <= 200 && name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn no_name_leads_elsewhere() {
        for good in ["a", "media/01890a5d-ac96-774b-bcce-b302099a8057/96.webp", "exports/x.zip"] {
            assert!(is_name(good), "{good}");
        }
        let long = "a".repeat(201);
        for bad in ["", "/a", "a/", "a//b", "../a", "a/../b", "a/.b", "A", "a b", "a\\b", "a\0", "ñ", &long]
        {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
