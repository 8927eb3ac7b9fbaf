//! Where things lie: the workspace, what is built, and what is kept between runs.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};

/// The top of the workspace that the task was started in. Asked when it runs: what was compiled for one checkout may
/// be run for another that shares its target folder.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| ".".into(), PathBuf::from);
        here.ancestors().nth(2).unwrap_or(&here).to_owned()
    });
    &ROOT
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The user's cache folder for Avenue: programs that setup fetched once.
pub fn cache() -> Result<PathBuf> {
    let base = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    Ok(base.join("avenue"))
}

/// The folder of the browser tests.
pub fn e2e() -> PathBuf {
    root().join("e2e")
}
