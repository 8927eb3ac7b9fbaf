//! `cargo xtask run`: from a clone to a running platform.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::{self, Mode};
use crate::shell::{self, say};
use crate::{api, places, setup};

/// The copy of the old database as mongodump wrote it.
const DEMO: &str = "fixtures/legacy-dump.tar.gz";
const ADMIN: &str = "admin@avenue.local";

/// What to run.
#[derive(clap::Args)]
pub struct Options {
    /// Restore the copy of the old database as `legacy` first, to try the console with.
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
    }
    say(format!("starting Avenue on http://localhost:{}", options.port));
    eprintln!(
        "  First time: sign in as {admin} with the one-time password printed below; you will choose your own."
    );
    eprintln!("  Data is kept in {}. Ctrl-C stops everything.", data_folder().display());
    let error = avenue(&["serve"]).exec();
    Err(error).with_context(|| format!("could not start {}", program.display()))
}

/// Restores the old database once; what was restored before is left as it is.
fn demo(avenue: impl Fn(&[&str]) -> Command) -> Result<()> {
    let marker = data_folder().join("demo-restored");
    if marker.is_file() {
        say("the demo database `legacy` was restored before");
        return Ok(());
    }
    say(format!("restoring {DEMO} as database `legacy`"));
    shell::run(&mut avenue(&["restore", DEMO, "--into", "legacy", "--replace-unfinished"]))?;
    std::fs::write(&marker, b"").with_context(|| format!("could not write {}", marker.display()))
}

fn data_folder() -> PathBuf {
    places::root().join(std::env::var_os("AVENUE_DATA").unwrap_or_else(|| "data".into()))
}
