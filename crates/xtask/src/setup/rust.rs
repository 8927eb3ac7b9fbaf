//! The parts of the Rust toolchain beyond the compiler.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::{self, say};

/// The standard library for WebAssembly.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = shell::capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    say(format!("installing the Rust target {TARGET}"));
    shell::run(Command::new("rustup").args(["target", "add", TARGET]))
        .context("the web app needs Rust's WebAssembly target; rustup could not add it")
}

/// The formatter and the linter, which a minimal toolchain lacks.
pub fn checkers() -> Result<()> {
    for (component, program) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !shell::succeeds(shell::cargo().args([program, "--version"])) {
            say(format!("installing the Rust component {component}"));
            shell::run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}
