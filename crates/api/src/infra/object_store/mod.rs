//! Small storage: objects by name in a folder, an S3-compatible store or Cloudinary, all through one interface.
//!
//! Knows no domain. Archives and people's files are built on it.
//!
//! Invariants, for every store:
//! - An object is there whole or not at all: what was cut off while it was put is never listed, found or read.
//! - Nothing is ever written over: putting under a name that is taken is refused.
//! - Reading and writing use constant memory, whatever the object's size.
//! - What was put was counted and hashed on its way, and held against what was announced, before it got its name.

mod cloudinary;
mod content;
mod files;
mod folder;
mod key;
mod s3;

use std::io;

use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::io::AsyncRead;

pub use cloudinary::Cloudinary;
pub use content::{Content, Hashing};
pub use files::store_of_files;
pub use folder::Folder;
pub use key::checked;
pub use s3::S3;

/// Bytes that are being read.
pub type Reading = Box<dyn AsyncRead + Send + Unpin>;

/// What a store knows of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its name: segments of letters, digits, `.`, `_` and `-`, divided by `/`.
    pub key: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was put.
    pub modified: Timestamp,
    /// The SHA-256 in lower-case hex that was kept with it, if one was. Lists of some stores leave it out; `head` tells.
    pub sha256: Option<String>,
}

/// A place for objects. Errors are [`io::Error`]s: `NotFound`, `AlreadyExists`, `PermissionDenied`, `StorageFull`,
/// `InvalidInput` for a name that is none, `InvalidData` for content that is not what was announced, and those for which
/// [`is_temporary`] holds. Their texts are for a person and name no secret.
pub trait ObjectStore: Send + Sync {
    /// Its kind as a word: `local`, `s3`, `cloudinary`.
    fn kind(&self) -> &'static str;

    /// Puts an object. Whatever goes wrong, and when this future is dropped, nothing bears the name.
    fn put<'a>(&'a self, key: &'a str, content: Content<'a>) -> BoxFuture<'a, io::Result<Object>>;

    /// Reads `length` bytes from `start`; fewer where the object ends before.
    fn get<'a>(&'a self, key: &'a str, start: u64, length: u64) -> BoxFuture<'a, io::Result<Reading>>;

    /// What is known of an object.
    fn head<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Object>>;

    /// Removes an object; one that is not there is no error.
    fn delete<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Every object whose name begins with `prefix`, by name.
    fn list<'a>(&'a self, prefix: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>>;

    /// What was begun and not finished, by the name it was to have. Stores that keep such things out of reach name none.
    fn unfinished<'a>(&'a self, prefix: &'a str) -> BoxFuture<'a, io::Result<Vec<Object>>>;

    /// Throws away what was begun under this name and not finished.
    fn discard<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Bytes that can still be written; none where there is no such limit.
    fn free(&self) -> BoxFuture<'_, io::Result<Option<u64>>>;

    /// An address that anybody can read the object at; none where only this process can.
    fn public_url(&self, key: &str) -> Option<String>;
}

/// Whether the same may work a little later: the network or the service failed, not what was asked.
pub fn is_temporary(error: &io::Error) -> bool {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable, Interrupted,
        NetworkDown, NetworkUnreachable, TimedOut, UnexpectedEof,
    };
    matches!(
        error.kind(),
        BrokenPipe
            | ConnectionAborted
            | ConnectionRefused
            | ConnectionReset
            | HostUnreachable
            | Interrupted
            | NetworkDown
            | NetworkUnreachable
            | TimedOut
            | UnexpectedEof
    )
}

/// A failure of the network or the service.
fn temporary(text: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, text.into())
}

/// That a name is taken.
fn taken(what: impl std::fmt::Display) -> io::Error {
    io::Error::new(
        io::ErrorKind::AlreadyExists,
        format!("{what} exists already, and nothing is written over"),
    )
}
