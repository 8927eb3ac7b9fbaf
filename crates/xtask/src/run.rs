//! `cargo xtask run`: from a clone to a running platform.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::build::{self, Mode, tree};
use crate::shell::{self, say};
use crate::{api, places, setup};

/// The copy of the old database as mongodump wrote it: a packed folder `legacy-dump/avenue`.
const DEMO: &str = "fixtures/legacy-dump.tar.gz";
const DEMO_FOLDER: &str = "legacy-dump/avenue";
const ADMIN: &str = "admin@avenue.local";

/// What to run.
#[derive(clap::Args)]
pub struct Options {
    /// Restore the copy of the old database as `legacy`, and make up a marketplace, to look around in.
    #[arg(long)]
    demo: bool,
    /// The port on which the platform answers.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Optimise the API too; compiling takes several times as long.
    #[arg(long)]
    release: bool,
}

/// Builds what is missing and becomes `avenue serve`, so that Ctrl-C and other signals reach it directly.
pub fn platform(options: &Options) -> Result<()> {
    if TcpListener::bind(("127.0.0.1", options.port)).is_err() {
        bail!("port {} is in use; choose another by --port", options.port);
    }
    let mongod = match std::env::var_os("MONGODB_URI") {
        Some(_) => None,
        None => Some(setup::mongod::path()?),
    };
    let app = build::web(Mode::Shipped)?;
    let program = api::binary(options.release)?;
    let admin = std::env::var("AVENUE_ADMIN_EMAIL").unwrap_or_else(|_| ADMIN.to_owned());
    let avenue = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments).current_dir(places::root());
        command.env("AVENUE_LISTEN", format!("127.0.0.1:{}", options.port));
        command.env("AVENUE_WEB_DIR", &app).env("AVENUE_ADMIN_EMAIL", &admin);
        if let Some(mongod) = &mongod {
            command.env("AVENUE_MONGOD", mongod);
        }
        command
    };
    if options.demo {
        demo(avenue)?;
        say("making up a marketplace, unless it was made up before");
        shell::run(&mut avenue(&["demo"]))?;
    }
    say(format!("starting Avenue on http://localhost:{}", options.port));
    eprintln!(
        "  First time: sign in as {admin} with the one-time password that is printed; you will choose your own."
    );
    eprintln!("  Data is kept in {}. Ctrl-C stops everything.", data_folder().display());
    let error = avenue(&["serve"]).exec();
    Err(error).with_context(|| format!("could not start {}", program.display()))
}

/// The exit code of an order that `avenue` refuses before it does anything.
const REFUSED: i32 = 2;

/// Restores the old database once; what is there already, by us or by hand, is left as it is.
fn demo(avenue: impl Fn(&[&str]) -> Command) -> Result<()> {
    let marker = data_folder().join("demo-restored");
    if marker.is_file() {
        say("the demo database `legacy` was restored before");
        return Ok(());
    }
    say(format!("restoring {DEMO} as database `legacy`"));
    let unpacked = places::target().join("demo");
    tree::empty(&unpacked)?;
    shell::run(Command::new("tar").arg("-xzf").arg(places::root().join(DEMO)).arg("-C").arg(&unpacked))?;
    let folder = unpacked.join(DEMO_FOLDER);
    if !restored(
        avenue(&["restore", "--into", "legacy", "--replace-unfinished", "--keep-expired"]).arg(folder),
    )? {
        say("the database `legacy` stays as it is; drop it, or restore under another name, for a fresh copy");
        return Ok(());
    }
    std::fs::write(&marker, b"").with_context(|| format!("could not write {}", marker.display()))
}

/// Whether a restore was made; `false` when it was refused because something is there, which it says itself.
fn restored(restore: &mut Command) -> Result<bool> {
    let status = restore.stdin(Stdio::null()).status().context("could not start the restore")?;
    match status.code() {
        Some(0) => Ok(true),
        Some(REFUSED) => Ok(false),
        _ => bail!("`{}` failed ({status})", shell::describe(restore)),
    }
}

fn data_folder() -> PathBuf {
    places::root().join(std::env::var_os("AVENUE_DATA").unwrap_or_else(|| "data".into()))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::restored;

    #[test]
    fn a_demo_database_that_is_there_already_is_no_failure_and_everything_else_is() {
        let ending = |code: &str| restored(Command::new("sh").args(["-c", &format!("exit {code}")]));
        assert!(ending("0").unwrap());
        assert!(!ending("2").unwrap());
        assert!(ending("1").is_err());
        assert!(ending("3").is_err());
    }
}
