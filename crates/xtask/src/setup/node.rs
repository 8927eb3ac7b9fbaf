//! The npm packages of the browser tests, exactly as locked.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::digest;
use crate::places;
use crate::shell::{self, say};

/// Installs `e2e/package-lock.json` when it is not what is installed.
pub fn packages() -> Result<()> {
    let folder = places::e2e();
    let lock = fs::read(folder.join("package-lock.json")).context("could not read e2e/package-lock.json")?;
    let wanted = digest::sha256(&lock);
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    say("installing npm packages of e2e/package-lock.json");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
    shell::run(&mut npm)?;
    fs::write(&stamp, wanted)?;
    Ok(())
}
