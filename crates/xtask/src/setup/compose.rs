//! Debian's `docker-compose`, to read `docker-compose.yml` with.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::shell;

/// The program, installed when missing.
pub fn program() -> Result<PathBuf> {
    if shell::find("docker-compose").is_none() {
        debian::packages(&["docker-compose"])?;
    }
    shell::find("docker-compose").context("docker-compose is installed but not on PATH")
}
