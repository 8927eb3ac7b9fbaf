//! Unit and integration tests of everything that runs on the host. Proofs are among them: they run a seeded tenth
//! of their cases, and all when `AVENUE_PROVE` is 1.

use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::count::{self, Counts};
use super::server::TestServer;
use crate::build::tree;
use crate::setup;
use crate::shell::{self, say};

/// All tests; proofs run a seeded tenth.
pub fn unit() -> Result<Counts> {
    let server = TestServer::start()?;
    count::cases(environment(&mut runner(EVERYTHING), &server)?)
}

/// All tests again, with every proof whole.
pub fn prove() -> Result<Counts> {
    let server = TestServer::start()?;
    let mut command = runner(EVERYTHING);
    if nextest() {
        command.args(["--profile", "prove"]);
    } else {
        command.args(["--", "--nocapture"]);
    }
    count::cases(environment(&mut command, &server)?.env("AVENUE_PROVE", "1"))
}

fn nextest() -> bool {
    shell::succeeds(shell::cargo().args(["nextest", "--version"]))
}

/// Puts what the API's tests send and are answered into a folder, in place of what is there: an example of
/// each operation.
pub fn record(folder: &Path) -> Result<()> {
    let server = TestServer::start()?;
    let mut command = runner(&["--package", "api"]);
    // These look at the examples that there are.
    if nextest() {
        command.args(["-E", "not test(http::examples::)"]);
    } else {
        command.args(["--", "--skip", "http::examples::"]);
    }
    let recorded = server.temporary().join("examples");
    let environment = environment(&mut command, &server)?;
    count::cases(environment.env("AVENUE_EXAMPLES", &recorded).env("AVENUE_SEED", "1"))?;
    tree::replace(folder, &recorded)?;
    say(format!("recorded the examples in {}", folder.display()));
    Ok(())
}

/// What every run of the checks tests.
const EVERYTHING: &[&str] = &["--workspace", "--exclude", "web", "--exclude", "xtask"];

fn runner(packages: &[&str]) -> Command {
    let mut cargo = shell::cargo();
    if nextest() {
        cargo.args(["nextest", "run", "--locked", "--no-fail-fast", "--status-level", "fail"]);
    } else {
        cargo.args(["test", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    }
    cargo.args(packages);
    cargo
}

/// What tests may use: the server, the program to start servers of their own, Python for the separate checker, the npm
/// packages that stand in for outside services, and a browser to draw screenshots with for Tesseract to read.
fn environment<'command>(
    command: &'command mut Command,
    server: &TestServer,
) -> Result<&'command mut Command> {
    setup::node::packages()?;
    setup::browser()?;
    setup::reading()?;
    let chromium = shell::find("chromium").context("chromium is not on PATH")?;
    let seed = std::env::var("AVENUE_SEED").unwrap_or_else(|_| RandomState::new().hash_one(0_u8).to_string());
    say(format!("AVENUE_SEED={seed} repeats this run"));
    Ok(command
        .env("AVENUE_TEST_MONGODB_URI", &server.uri)
        .env("TMPDIR", server.temporary())
        .env("AVENUE_MONGOD", setup::mongod::path()?)
        .env("AVENUE_REDIS_SERVER", setup::redis::path()?)
        .env("AVENUE_TEST_PYTHON", setup::python::venv()?)
        .env("CHROMIUM", chromium)
        .env("AVENUE_SEED", seed))
}
