//! `cargo xtask bench …`: measurements, in optimised builds, against a server of their own.

use std::fs;
use std::time::Duration;

use anyhow::Result;

use crate::shell::say;
use crate::test::TestServer;
use crate::{api, places, setup, shell};

/// The folder below the target folder in which the marketplace of the bench is kept.
const MARKETPLACE: &str = "bench-marketplace";
/// Campaigns that were open when it was made up are so for weeks; after so many days it is made up again.
const FRESH: Duration = Duration::from_secs(5 * 24 * 60 * 60);

/// What to measure.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Subject {
    /// Speed and memory of a dump against reading the same collections.
    Backup,
    /// Throughput and latency of the API against a bare handler.
    Api,
    /// How soon the marketplace answers at a hundred times the demo.
    Marketplace,
    /// What 2,000 listeners cost, and how soon all of them hear.
    Listeners,
    /// How soon a spreadsheet of 10,000 rows is written, and in how much memory.
    Sheets,
}

/// Runs the benchmark of a subject.
pub fn run(subject: Subject) -> Result<()> {
    let (package, example) = match subject {
        Subject::Backup => ("archive", "backup_bench"),
        Subject::Api => ("api", "api_bench"),
        Subject::Marketplace => ("api", "market_bench"),
        Subject::Listeners => ("api", "listeners_bench"),
        Subject::Sheets => ("docs", "sheet_bench"),
    };
    if subject == Subject::Sheets {
        let mut cargo = shell::cargo();
        cargo.args(["run", "--release", "--locked", "-p", package, "--example", example]);
        return shell::run(&mut cargo);
    }
    let server = match subject {
        Subject::Marketplace => kept()?,
        Subject::Backup | Subject::Api | Subject::Listeners | Subject::Sheets => TestServer::start()?,
    };
    let mut cargo = shell::cargo();
    cargo.args(["run", "--release", "--locked", "-p", package, "--example", example]);
    cargo.env("AVENUE_TEST_MONGODB_URI", &server.uri).env("AVENUE_MONGOD", setup::mongod::path()?);
    if subject != Subject::Backup {
        cargo.env("AVENUE_PROGRAM", api::binary(true)?);
    }
    shell::run(&mut cargo)
}

/// A server with what was written before, unless that is too old.
fn kept() -> Result<TestServer> {
    let folder = places::target().join(MARKETPLACE);
    let written = fs::metadata(folder.join("port")).and_then(|file| file.modified());
    if written.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > FRESH)) {
        say("the marketplace that was kept is too old: it is made up again");
        fs::remove_dir_all(&folder)?;
    }
    TestServer::start_kept(MARKETPLACE)
}
