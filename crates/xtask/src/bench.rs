//! `cargo xtask bench …`: measurements, in optimised builds, against a server of their own.

use anyhow::Result;

use crate::test::TestServer;
use crate::{api, setup, shell};

/// What to measure.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Subject {
    /// Speed and memory of a dump against reading the same collections.
    Backup,
    /// Throughput and latency of the API against a bare handler.
    Api,
}

/// Runs the benchmark of a subject.
pub fn run(subject: Subject) -> Result<()> {
    let (package, example) = match subject {
        Subject::Backup => ("archive", "backup_bench"),
        Subject::Api => ("api", "api_bench"),
    };
    let server = TestServer::start()?;
    let mut cargo = shell::cargo();
    cargo.args(["run", "--release", "--locked", "-p", package, "--example", example]);
    cargo.env("AVENUE_TEST_MONGODB_URI", &server.uri).env("AVENUE_MONGOD", setup::mongod::path()?);
    if subject == Subject::Api {
        cargo.env("AVENUE_PROGRAM", api::binary(true)?);
    }
    shell::run(&mut cargo)
}
