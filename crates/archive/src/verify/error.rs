//! Why an archive is refused.

use std::io;

use crate::Manifest;

/// Why an archive was not accepted. Nothing was written anywhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The file could not be read at all.
    #[error("the archive cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The file is something else.
    #[error("this is no archive of ours: {0}")]
    NotAnArchive(String),
    /// Something in it is not as it was written.
    #[error("the archive is damaged {place}: {what}", place = place(.entry, *.offset))]
    Damaged {
        /// The entry in which, or after which, it was found.
        entry: Option<String>,
        /// Where in the uncompressed tar, in bytes.
        offset: u64,
        /// What is wrong.
        what: String,
    },
    /// It is sound in itself, but another archive than the one that was recorded: an older one, or a foreign one.
    #[error(
        "the archive is sound in itself, but it is not the one that was recorded: its SHA-256 is {found} instead of \
         {expected}. It holds {name:?} of {host} as of {at}",
        name = .manifest.database.name,
        host = .manifest.database.host,
        at = .manifest.snapshot.map_or(.manifest.started_at, |snapshot| snapshot.at)
    )]
    NotTheRecordedOne {
        /// The digest that was kept outside.
        expected: String,
        /// The digest of this file.
        found: String,
        /// What this file holds.
        manifest: Box<Manifest>,
    },
    /// It was cancelled.
    #[error("the verification was cancelled")]
    Cancelled,
}

impl VerifyError {
    pub(crate) fn damaged(entry: Option<&str>, offset: u64, what: impl Into<String>) -> Self {
        Self::Damaged { entry: entry.map(str::to_owned), offset, what: what.into() }
    }
}

fn place(entry: &Option<String>, offset: u64) -> String {
    match entry {
        Some(entry) => format!("at {entry:?} (byte {offset} of the tar)"),
        None => format!("at byte {offset} of the tar"),
    }
}
