//! Debian packages: looked up by dpkg, installed by apt-get as root or through sudo.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{self, say};

/// Installs those of the packages that are missing.
pub fn packages(wanted: &[&str]) -> Result<()> {
    let missing: Vec<&str> = wanted.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if shell::find("apt-get").is_none() {
        bail!("please install {} by your system's package manager and run this again", missing.join(", "));
    }
    let by_hand = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    let sudo = if is_root() {
        None
    } else if shell::succeeds(Command::new("sudo").args(["-n", "true"])) {
        Some("sudo")
    } else {
        bail!("{} missing; as root, please run `{by_hand}` and then this again", missing.join(", "));
    };
    say(format!("installing Debian packages: {}", missing.join(", ")));
    let install = || {
        apt_get(sudo)
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&missing)
            .status()
            .is_ok_and(|status| status.success())
    };
    // The lists on a fresh machine may be old or empty; they are fetched only when they prove to be.
    if !lists_present() || !install() {
        shell::run(apt_get(sudo).args(["update", "-qq"]))?;
        if !install() {
            bail!("`{by_hand}` failed; its messages are above");
        }
    }
    Ok(())
}

fn apt_get(sudo: Option<&str>) -> Command {
    let mut command = match sudo {
        Some(sudo) => {
            let mut command = Command::new(sudo);
            command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        }
        None => Command::new("apt-get"),
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command.stdin(std::process::Stdio::null());
    command
}

fn installed(package: &str) -> bool {
    match Command::new("dpkg-query").args(["-W", "-f", "${db:Status-Status}", package]).output() {
        Ok(answer) => answer.stdout == b"installed",
        Err(_) => false,
    }
}

fn is_root() -> bool {
    shell::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn lists_present() -> bool {
    let lists = Path::new("/var/lib/apt/lists");
    std::fs::read_dir(lists).context("apt lists").is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().ends_with("_Packages"))
    })
}
