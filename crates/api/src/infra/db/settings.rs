//! What this module must be told; where the values come from is the configuration's business.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

/// Which database to use, and how to run a server of our own when none is named.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// Address of a replica set or sharded cluster (`MONGODB_URI`). Without it a server of our own is started.
    pub uri: Option<SecretString>,
    /// Name of the database (`AVENUE_DATABASE`). Without it the database that the address names, else `avenue`.
    pub database: Option<String>,
    /// The server of our own; unused when `uri` is given.
    pub embedded: EmbeddedSettings,
}

/// How to run a `mongod` of our own.
#[derive(Debug, Clone)]
pub struct EmbeddedSettings {
    /// Avenue's data folder (`AVENUE_DATA`); the server keeps its files in `mongod` below it.
    pub data_dir: PathBuf,
    /// The `mongod` to run (`AVENUE_MONGOD`). Without it: `PATH`, then where `cargo xtask setup` puts one.
    pub mongod: Option<PathBuf>,
    /// The program whose `mongod-guard` subcommand is [`guard_main`](super::embedded::guard_main). Without it this
    /// very program.
    pub guard: Option<PathBuf>,
    /// Memory for the server's cache, in megabytes; `mongod` accepts no less than 256.
    pub cache_mb: u32,
    /// Free space below which the server is not started, in bytes.
    pub min_free_bytes: u64,
    /// How long the server may take until it accepts writes. Recovery after a crash is part of it.
    pub start_within: Duration,
    /// How long the server may take to close its files before it is killed.
    pub stop_within: Duration,
    /// How long to wait before a server that died is started again; doubled with each quick death.
    pub restart_after: Duration,
}

impl EmbeddedSettings {
    /// The usual settings for a data folder.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            mongod: None,
            guard: None,
            cache_mb: 256,
            min_free_bytes: 500_000_000,
            start_within: Duration::from_secs(120),
            stop_within: Duration::from_secs(20),
            restart_after: Duration::from_millis(200),
        }
    }
}
