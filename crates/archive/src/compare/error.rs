//! Why two sides could not be compared.

use mongodb::error::Error;

use crate::{VerifyError, failure, snapshot::Unsettled};

/// Why there is no comparison. That sides differ is no error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// Stored data are damaged or cannot be read.
    #[error(transparent)]
    Stored(#[from] VerifyError),
    /// A live database could not be read.
    #[error("the server failed while reading {collection:?}: {}", failure::text(.source))]
    Server {
        /// The collection; empty when the database was being listed.
        collection: String,
        /// What the server or the driver said.
        source: Box<Error>,
    },
    /// The snapshot could no longer be read.
    #[error(
        "the server no longer keeps the instant that this comparison reads (lost at collection {0:?}); run it again at a \
         quieter time, or raise minSnapshotHistoryWindowInSeconds on the server"
    )]
    OutlivedSnapshot(String),
    /// It was cancelled.
    #[error("the comparison was cancelled")]
    Cancelled,
}

impl CompareError {
    pub(super) fn server(collection: &str, source: Error) -> Self {
        if failure::is_snapshot_gone(&source) {
            return Self::OutlivedSnapshot(collection.to_owned());
        }
        Self::Server { collection: collection.to_owned(), source: Box::new(source) }
    }

    pub(super) fn unsettled(unsettled: Unsettled) -> Self {
        Self::server(&unsettled.collection, unsettled.error)
    }
}
