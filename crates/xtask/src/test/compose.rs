//! `docker-compose.yml` is one, by `docker-compose config` of Debian's package, which needs no Docker.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use super::count::{self, Counts};
use crate::places;
use crate::setup::compose;

/// What the file must describe.
const SERVICES: &[&str] = &["api-1", "api-2", "mongo", "mongo-init", "proxy", "redis", "worker"];

/// Reads the file with the example's settings; and without, which must be refused.
pub fn check() -> Result<Counts> {
    let program = compose::program()?;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(["--file", "docker-compose.yml", "--env-file"]).args(arguments);
        // What is set on this machine must not stand in for what the example lacks.
        command
            .current_dir(places::root())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.output()
    };
    let whole = run(&["deploy/example.env", "config", "--services"])?;
    let mut found = Vec::new();
    if whole.status.success() {
        let text = String::from_utf8_lossy(&whole.stdout).into_owned();
        let mut services: Vec<&str> = text.lines().collect();
        services.sort_unstable();
        if services != SERVICES {
            found.push(format!("docker-compose.yml describes {services:?}, expected {SERVICES:?}"));
        }
    } else {
        found.push(format!(
            "docker-compose.yml is refused: {}",
            String::from_utf8_lossy(&whole.stderr).trim()
        ));
    }
    if run(&["/dev/null", "config", "--quiet"])?.status.success() {
        found.push("docker-compose.yml is taken without passwords".to_owned());
    }
    found.extend(missing_files()?);
    count::findings(&found)
}

/// What the file brings into containers must be there, or Docker makes folders of these names.
fn missing_files() -> Result<Vec<String>> {
    let text = fs::read_to_string(places::root().join("docker-compose.yml"))?;
    let brought = text.lines().filter_map(|line| line.trim().strip_prefix("- ./")?.split(':').next());
    let brought: Vec<&str> = brought.collect();
    if brought.is_empty() {
        bail!("docker-compose.yml brings no file of ours into a container; this check looks for none");
    }
    let missing = brought.iter().filter(|file| !places::root().join(file).is_file());
    Ok(missing.map(|file| format!("docker-compose.yml names {file}, which is not there")).collect())
}
