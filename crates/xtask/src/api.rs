//! The `avenue` program, built when its sources changed.

use std::path::PathBuf;

use anyhow::Result;

use crate::places;
use crate::shell::{self, say};

/// Compiles the server and gives the program.
pub fn binary(release: bool) -> Result<PathBuf> {
    say(if release { "compiling the API (optimised)" } else { "compiling the API" });
    let mut cargo = shell::cargo();
    cargo.args(["build", "-p", "api", "--bin", "avenue"]);
    if release {
        cargo.arg("--release");
    }
    shell::run(&mut cargo)?;
    Ok(places::target().join(if release { "release" } else { "debug" }).join("avenue"))
}
