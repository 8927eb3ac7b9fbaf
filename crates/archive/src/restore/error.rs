//! Why a restore failed, and what it left behind.

use mongodb::error::Error;

use crate::{CompareError, Comparison, MARKER, VerifyError, failure};

/// Why a database was not restored. The variants say whether anything was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// The archive is not sound. Nothing was written.
    #[error(transparent)]
    Archive(VerifyError),
    /// A collection that was asked for is not in the archive. Nothing was written.
    #[error("the archive holds no collection {0:?}; nothing was written")]
    NoSuchCollection(String),
    /// Two collections would get the same name. Nothing was written.
    #[error("two collections would be called {0:?} in the target; nothing was written")]
    SameName(String),
    /// The target's name is not one that a restore may write to. Nothing was written.
    #[error("{0:?} cannot be a restore's target: {1}; nothing was written")]
    BadTarget(String, &'static str),
    /// The database's name and a collection's are too long together. Nothing was written.
    #[error(
        "{database:?} and {collection:?} are together longer than the 255 bytes that a server allows; choose a shorter \
         name for the database; nothing was written"
    )]
    NameTooLong {
        /// The target.
        database: String,
        /// The collection.
        collection: String,
    },
    /// The target holds something already. Nothing was written.
    #[error(
        "the database {database:?} holds {collections} collections already ({example:?} among them), and a restore \
         never goes over existing data; choose a new name; nothing was written"
    )]
    TargetNotEmpty {
        /// The target.
        database: String,
        /// How many collections it holds.
        collections: usize,
        /// One of them.
        example: String,
    },
    /// An earlier restore into the target never ended. Nothing was written.
    #[error(
        "an earlier restore into {0:?} never ended; ask for it to be replaced, or choose a new name; nothing was written"
    )]
    TargetUnfinished(String),
    /// The server failed or refused before anything was written.
    #[error("the server failed while {during}: {}; nothing was written", failure::text(.source))]
    Unreachable {
        /// What was being done.
        during: String,
        /// What the server or the driver said.
        source: Box<Error>,
    },
    /// The server failed or refused. The target is marked unfinished.
    #[error("the server failed while {during}: {}; the target stays marked as unfinished ({MARKER})", failure::text(.source))]
    Server {
        /// What was being done.
        during: String,
        /// What the server or the driver said.
        source: Box<Error>,
    },
    /// The archive changed between its verification and its use. The target is marked unfinished.
    #[error("while it was being restored: {0}; the target stays marked as unfinished ({MARKER})")]
    Changed(VerifyError),
    /// What was restored could not be read back. The target is marked unfinished.
    #[error("what was restored could not be compared: {0}; the target stays marked as unfinished ({MARKER})")]
    Compare(#[from] CompareError),
    /// What was restored is not what the archive holds. The target is marked unfinished.
    #[error(
        "what was restored differs from the archive: {}; the target stays marked as unfinished ({MARKER})",
        .0.differences().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    )]
    Differs(Box<Comparison>),
    /// It was cancelled. If it had begun to write, the target is marked unfinished.
    #[error(
        "the restore was cancelled; if it had begun to write, the target is marked as unfinished ({MARKER})"
    )]
    Cancelled,
}

impl RestoreError {
    pub(super) fn before(during: impl Into<String>) -> impl FnOnce(Error) -> Self {
        let during = during.into();
        move |source| Self::Unreachable { during, source: Box::new(source) }
    }

    pub(super) fn server(during: impl Into<String>) -> impl FnOnce(Error) -> Self {
        let during = during.into();
        move |source| Self::Server { during, source: Box::new(source) }
    }
}
