//! Python, for the checks that must share no code with ours: pymongo, zstandard, schemathesis; and for the
//! servers that tests speak to: moto (S3), aiosmtpd (mail).

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::build::digest;
use crate::places;
use crate::shell::{self, say};

/// The interpreter of a virtual environment that holds `e2e/requirements.txt`.
///
/// The environment is named by the digest of that file, so a changed requirement makes a new one.
pub fn venv() -> Result<PathBuf> {
    let requirements = places::e2e().join("requirements.txt");
    let text =
        fs::read(&requirements).with_context(|| format!("could not read {}", requirements.display()))?;
    let folder = places::cache()?.join(format!("venv-{}", digest::short(&text)));
    let python = folder.join("bin/python");
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(python);
    }
    create(&folder)?;
    say("installing Python packages of e2e/requirements.txt");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    shell::run(pip.arg(&requirements))?;
    fs::write(&complete, b"")?;
    Ok(python)
}

/// A `pip` that can download: the system's, else one in a virtual environment of its own.
pub fn pip() -> Result<Command> {
    let mut command = Command::new("python3");
    if !shell::succeeds(Command::new("python3").args(["-m", "pip", "--version"])) {
        let folder = places::cache()?.join("venv-pip");
        if !folder.join("bin/pip").is_file() {
            create(&folder)?;
        }
        command = Command::new(folder.join("bin/python"));
    }
    command.args(["-m", "pip"]);
    Ok(command)
}

fn create(folder: &PathBuf) -> Result<()> {
    if !shell::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"])) {
        debian::packages(&["python3-venv"])?;
    }
    say(format!("creating the Python environment {}", folder.display()));
    shell::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))
}
