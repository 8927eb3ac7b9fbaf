//! What the program says of itself equals what is committed: the API's description and the page of settings.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::count::{self, Counts};
use super::suite;
use crate::shell::{self, say};
use crate::{api, places};

/// The files, and the arguments with which `avenue` prints each.
const FILES: [(&str, &[&str]); 2] =
    [("openapi/avenue.json", &["openapi"]), ("docs/configuration.md", &["config", "document"])];

/// What the description shows of each operation.
const EXAMPLES: &str = "openapi/examples";

fn generated(arguments: &[&str]) -> Result<String> {
    shell::capture(Command::new(api::binary(false)?).args(arguments))
}

/// Compares, and names the first line that differs.
pub fn check() -> Result<Counts> {
    let mut found = Vec::new();
    for (file, arguments) in FILES {
        let committed = fs::read_to_string(places::root().join(file))
            .with_context(|| format!("could not read {file}"))?;
        let generated = generated(arguments)?;
        if committed != generated {
            let pairs = committed.lines().zip(generated.lines());
            let line = 1 + pairs.take_while(|(left, right)| left == right).count();
            found.push(format!(
                "{file} differs from the program from line {line} on; `cargo xtask openapi` writes it anew"
            ));
        }
    }
    count::findings(&found)
}

/// Writes the files; if wanted, with examples recorded anew.
pub fn write(examples: bool) -> Result<()> {
    if examples {
        suite::record(&places::root().join(EXAMPLES))?;
    }
    for (file, arguments) in FILES {
        fs::write(places::root().join(file), generated(arguments)?)?;
        say(format!("wrote {file}"));
    }
    Ok(())
}
