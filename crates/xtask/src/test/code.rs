//! Steps that are one command: formatting, lints, tests of small parts.

use anyhow::{Context, Result};

use super::count::{self, Counts};
use crate::shell;
use crate::{places, setup};

/// `cargo fmt --check`.
pub fn fmt() -> Result<Counts> {
    setup::rust::checkers()?;
    count::check(shell::cargo().args(["fmt", "--all", "--check"]))
}

/// Clippy over everything that runs on the host.
pub fn clippy_host() -> Result<Counts> {
    setup::rust::checkers()?;
    let mut cargo = shell::cargo();
    cargo.args([
        "clippy",
        "--locked",
        "--workspace",
        "--exclude",
        "web",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    count::check(&mut cargo)
}

/// Clippy over what runs in the browser.
pub fn clippy_wasm() -> Result<Counts> {
    setup::rust::checkers()?;
    setup::rust::wasm_target()?;
    let mut cargo = shell::cargo();
    cargo.args(["clippy", "--locked", "-p", "web", "-p", "shared", "--target", "wasm32-unknown-unknown"]);
    count::check(cargo.args(["--", "-D", "warnings"]))
}

/// The tests of this program.
pub fn own_tests() -> Result<Counts> {
    count::cases(shell::cargo().args(["test", "--locked", "--profile", "xtask", "-p", "xtask"]))
}

/// The web app's unit tests, in a real browser; this program is the runner.
pub fn wasm_tests() -> Result<Counts> {
    setup::rust::wasm_target()?;
    setup::browser()?;
    let runner = format!("{} wasm-test-runner", std::env::current_exe()?.display());
    let driver = shell::find("chromedriver").context("chromedriver is not on PATH")?;
    let mut cargo = shell::cargo();
    cargo.args(["test", "--locked", "-p", "web", "--target", "wasm32-unknown-unknown"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", places::root().join("crates/web/webdriver.json"));
    count::cases(&mut cargo)
}
