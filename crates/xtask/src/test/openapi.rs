//! The committed description of the API equals what the handlers give.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::count::{self, Counts};
use crate::shell::{self, say};
use crate::{api, places};

fn file() -> PathBuf {
    places::root().join("openapi/avenue.json")
}

fn generated() -> Result<String> {
    shell::capture(Command::new(api::binary(false)?).arg("openapi"))
}

/// Compares, and names the first line that differs.
pub fn check() -> Result<Counts> {
    let committed = fs::read_to_string(file()).context("could not read openapi/avenue.json")?;
    let generated = generated()?;
    let mut found = Vec::new();
    if committed != generated {
        let pairs = committed.lines().zip(generated.lines());
        let line = 1 + pairs.take_while(|(left, right)| left == right).count();
        found.push(format!(
            "openapi/avenue.json differs from the handlers from line {line} on; `cargo xtask openapi` writes it anew"
        ));
    }
    count::findings(&found)
}

/// Writes the description.
pub fn write() -> Result<()> {
    let generated = generated()?;
    fs::create_dir_all(places::root().join("openapi"))?;
    fs::write(file(), generated)?;
    say("wrote openapi/avenue.json");
    Ok(())
}
