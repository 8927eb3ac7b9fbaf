//! Why the server of our own cannot run, in words for whoever started `avenue`: what is wrong, and what would be right.

use std::io;
use std::path::{Path, PathBuf};

/// Why the server of our own did not start or stop.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// No `mongod` was found anywhere.
    #[error(
        "no mongod was found. Looked at: {}. Run `cargo xtask setup`, install MongoDB 6 to 8, name one with \
         AVENUE_MONGOD, or name a running database with MONGODB_URI",
        .looked_at.join(", ")
    )]
    NotFound {
        /// The places, in order.
        looked_at: Vec<String>,
    },
    /// The program named is not there or cannot be run.
    #[error("{} cannot be used as mongod: {why}. AVENUE_MONGOD should be the path of a mongod 6 to 8", .program.display())]
    NotRunnable {
        /// The program.
        program: PathBuf,
        /// What happened when it was tried.
        why: String,
    },
    /// The program is a `mongod` of a version that we do not support.
    #[error(
        "{} is MongoDB {version}; Avenue needs 6.0 or newer. Name another with AVENUE_MONGOD",
        .program.display()
    )]
    TooOld {
        /// The program.
        program: PathBuf,
        /// Its version.
        version: String,
    },
    /// Another `avenue` runs on the folder.
    #[error(
        "the data folder {} is in use by another avenue{}. Stop that one, or give this one a folder of its own with \
         AVENUE_DATA",
        .folder.display(), process(*.pid)
    )]
    InUse {
        /// Our folder below the data folder.
        folder: PathBuf,
        /// Who holds it, if it said so.
        pid: Option<u32>,
    },
    /// A `mongod` still runs on the folder.
    #[error(
        "a mongod{} still runs on {}. Stop it{} and start again, or give this avenue a folder of its own with \
         AVENUE_DATA",
        process(*.pid), .folder.display(), kill_hint(*.pid)
    )]
    LeftOver {
        /// Our folder below the data folder.
        folder: PathBuf,
        /// The process, if its lock file says so.
        pid: Option<u32>,
    },
    /// We may not write there.
    #[error(
        "the data folder {} is not writable ({why}). Make it writable for this user, or name another with AVENUE_DATA",
        .folder.display()
    )]
    NotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// Too little space.
    #[error(
        "the disk under {} is full: {} MB free, {} MB needed. Free some space, or name a folder on another disk \
         with AVENUE_DATA",
        .folder.display(), .free / 1_000_000, .needed / 1_000_000
    )]
    DiskFull {
        /// The folder.
        folder: PathBuf,
        /// Bytes free.
        free: u64,
        /// Bytes asked for.
        needed: u64,
    },
    /// The server ended because it could not write.
    #[error("mongod stopped because the disk under {} is full. Free some space and start again", .folder.display())]
    RanOutOfSpace {
        /// The folder.
        folder: PathBuf,
    },
    /// The files are of another server version.
    #[error(
        "the data in {} was written by another version of MongoDB than {}. Name a matching mongod with AVENUE_MONGOD. \
         mongod's last words: {words}",
        .folder.display(), .version
    )]
    OtherVersion {
        /// The folder.
        folder: PathBuf,
        /// The version of the `mongod` that was tried.
        version: String,
        /// From its log.
        words: String,
    },
    /// The server ended for some other reason.
    #[error("mongod ended ({how}); its log is {}. Its last words: {words}", .log.display())]
    Ended {
        /// Exit code or signal.
        how: String,
        /// The log file.
        log: PathBuf,
        /// From the log.
        words: String,
    },
    /// It runs, but accepts no writes in time.
    #[error("mongod accepted no writes within {seconds} s ({why}); its log is {}. Its last words: {words}", .log.display())]
    NotReady {
        /// The time given.
        seconds: u64,
        /// What it answered last.
        why: String,
        /// The log file.
        log: PathBuf,
        /// From the log.
        words: String,
    },
    /// The guard did not come up or did not stop.
    #[error("the guard of mongod failed: {0}")]
    Guard(String),
    /// No port could be had on loopback.
    #[error("no free port on 127.0.0.1: {0}")]
    NoPort(io::Error),
    /// It died too often in a row.
    #[error("mongod died {deaths} times in a row and is not started again. Last: {last}")]
    GaveUp {
        /// How often.
        deaths: u32,
        /// The last reason.
        last: String,
    },
}

impl EmbeddedError {
    /// The refusal that fits an I/O error on our folder.
    pub(super) fn of_folder(folder: &Path, why: io::Error) -> Self {
        if matches!(why.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Self::DiskFull { folder: folder.to_owned(), free: 0, needed: 1_000_000 };
        }
        Self::NotWritable { folder: folder.to_owned(), why }
    }
}

fn process(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

fn kill_hint(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (`kill {pid}`)")).unwrap_or_default()
}
