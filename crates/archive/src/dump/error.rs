//! Why a dump failed, and what to do about it.

use mongodb::error::Error;

use crate::failure;

/// Why a dump did not become an archive. Whatever was written by then is no archive: it lacks manifest and seal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DumpError {
    /// The server failed or refused.
    #[error("the server failed while {during}: {}", failure::text(.source))]
    Server {
        /// What was being done.
        during: String,
        /// What the server or the driver said.
        source: Box<Error>,
    },
    /// The database holds nothing: most likely its name is mistyped.
    #[error(
        "the database {0:?} has no collections on this server; check its name (it is case-sensitive) and that this user may list it"
    )]
    NothingThere(String),
    /// A restore into this database began and never ended.
    #[error(
        "a restore into the database {0:?} began and never ended, so what it holds is not whole; finish that restore, or drop the database, before backing it up"
    )]
    UnfinishedRestore(String),
    /// The server stands alone.
    #[error(
        "this server is not part of a replica set, so it cannot show all collections at one instant; start it as a (single-node) replica set"
    )]
    NoReplicaSet,
    /// The snapshot could no longer be read.
    #[error(
        "the server no longer keeps the instant that this backup reads (lost at collection {collection:?}, {seconds} s after the start): {}. \
         Run it again at a quieter time; or let the server keep more history: \
         db.adminCommand({{setParameter: 1, minSnapshotHistoryWindowInSeconds: 3600}}) (default 300); \
         or leave large collections out and back them up by themselves",
        failure::text(.source)
    )]
    OutlivedSnapshot {
        /// The collection that was being read.
        collection: String,
        /// How long the dump had run.
        seconds: u64,
        /// What the server said.
        source: Box<Error>,
    },
    /// Collections, options or indexes changed during the dump.
    #[error("collections or indexes changed while the backup ran, so it was discarded; run it again. Changed: {}", .0.join("; "))]
    CatalogueChanged(Vec<String>),
    /// What arrived is not what the server counted at the same instant.
    #[error(
        "{collection:?} is incomplete: the server counted {expected_documents} documents of {expected_bytes} bytes at that instant, and {documents} documents of {bytes} bytes arrived"
    )]
    Incomplete {
        /// The collection.
        collection: String,
        /// Documents that the server counted.
        expected_documents: u64,
        /// Bytes that the server summed.
        expected_bytes: u64,
        /// Documents that arrived.
        documents: u64,
        /// Bytes that arrived.
        bytes: u64,
    },
    /// The archive could not be written.
    #[error("the archive could not be written: {0}")]
    Output(#[from] std::io::Error),
    /// The manifest could not be written as JSON.
    #[error("the manifest could not be written: {0}")]
    Manifest(#[from] serde_json::Error),
    /// It was cancelled.
    #[error("the backup was cancelled")]
    Cancelled,
}

impl DumpError {
    /// Puts a server's error in words.
    pub(crate) fn server(during: impl Into<String>, source: Error) -> Self {
        if failure::is_standalone(&source) {
            return Self::NoReplicaSet;
        }
        Self::Server { during: during.into(), source: Box::new(source) }
    }
}
