//! A real Redis for the tests: the one that `AVENUE_REDIS_SERVER` names, else Debian's.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::shell;

/// The server to use, installed when missing. Nothing starts it but the tests: as a service of the machine it is not
/// needed.
pub fn path() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("AVENUE_REDIS_SERVER").filter(|name| !name.is_empty()) {
        return Ok(PathBuf::from(named));
    }
    if shell::find("redis-server").is_none() {
        debian::packages(&["redis-server"])?;
    }
    shell::find("redis-server")
        .context("redis-server is installed but not on PATH; name it in AVENUE_REDIS_SERVER")
}
