//! Installing what a task needs, each thing only when it is missing.
//!
//! Nothing is installed that the task at hand does not use: `run` needs neither a browser nor Python
//! packages. Nothing is removed or upgraded that was there before.

pub mod compose;
mod debian;
pub mod mongod;
pub mod node;
pub mod python;
pub mod redis;
pub mod rust;

use anyhow::Result;

use crate::shell::say;

/// Everything that any task may need.
pub fn everything() -> Result<()> {
    rust::wasm_target()?;
    rust::checkers()?;
    mongod::path()?;
    browser()?;
    reading()?;
    redis::path()?;
    compose::program()?;
    python::venv()?;
    node::packages()?;
    say("setup is complete");
    Ok(())
}

/// Chromium, its driver and fonts.
pub fn browser() -> Result<()> {
    debian::packages(&["chromium", "chromium-driver", "fonts-dejavu-core"])
}

/// Tesseract with its data for Spanish and English, and the letters that statistics pages are drawn with for its tests.
pub fn reading() -> Result<()> {
    debian::packages(&[
        "tesseract-ocr",
        "tesseract-ocr-eng",
        "tesseract-ocr-spa",
        "fonts-inter",
        "fonts-liberation",
        "fonts-roboto-unhinted",
    ])
}
