//! Where files of people live: one small interface, so that a further place (S3, Cloudinary) is one file more.
//!
//! A name is made by us: words of `a-z0-9-.` separated by slashes, such as `media/<id>/96.webp`. Nothing that a person
//! typed is ever part of it.
//!
//! Invariants, for every place: a file is there whole or not at all; writing over a name puts the new file in the old
//! one's place; removing what is not there is no error.

mod local;

use std::io;

use futures::future::BoxFuture;
use tokio::io::AsyncRead;

pub use local::LocalFiles;

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
