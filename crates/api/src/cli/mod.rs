//! The command line. One file per command; each returns an exit code that a script can trust.
//!
//! | code | means |
//! |-|-|
//! | 0 | done, and good |
//! | 1 | done, and something differs or is damaged |
//! | 2 | the command or the configuration is wrong; nothing was done |
//! | 3 | it could not be done: no database, no room, no permission |

mod admin;
mod backup;
mod compare;
mod config;
mod demo;
mod drill;
mod engine;
mod openapi;
mod restore;
mod runtime;
mod sealed;
mod serve;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::infra::db::embedded::guard_main;

/// The command or the configuration is wrong; nothing was done.
pub const USAGE: u8 = 2;
/// It could not be done.
pub const COULD_NOT: u8 = 3;

/// Avenue: brands, creators, and an owner who is certain that no data is lost.
#[derive(Debug, Parser)]
#[command(name = "avenue", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the app, and run background jobs
    Serve(serve::Args),
    /// Run background jobs only
    Worker,
    /// Create administrators and help them in
    Admin {
        #[command(subcommand)]
        command: admin::Command,
    },
    /// Dump a database into an archive that proves itself complete
    Backup(backup::Args),
    /// Verify an archive: every byte, no database needed
    Verify(verify::Args),
    /// Compare archives, folders of mongodump and databases
    Compare(compare::Args),
    /// Restore an archive or a folder of mongodump into a new database
    Restore(restore::Args),
    /// Prove a backup: restore it into scratch, compare everything, drop it
    Drill(drill::Args),
    /// Look at the configuration
    Config {
        #[command(subcommand)]
        command: config::Command,
    },
    /// Make up a marketplace to look around in (`cargo xtask run -- --demo` calls this)
    #[command(hide = true)]
    Demo(demo::Args),
    /// Print the API's description (OpenAPI 3.1)
    Openapi,
    /// Hold a mongod and stop it when Avenue is gone (Avenue starts this itself)
    #[command(hide = true, name = "mongod-guard")]
    MongodGuard {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

/// Runs the program.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Admin { command } => admin::run(command),
        Command::Backup(args) => backup::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Drill(args) => drill::run(args),
        Command::Demo(args) => demo::run(&args),
        Command::Config { command } => config::run(&command),
        Command::Worker => serve::run_worker(),
        Command::Openapi => openapi::run(),
        Command::MongodGuard { args } => guard_main(args),
    }
}

/// Reads the configuration, or says everything that is wrong with it.
fn read_config() -> Result<crate::config::Config, ExitCode> {
    crate::config::Config::from_env().map_err(|problems| {
        eprintln!("The configuration has {}:", count(problems.len(), "problem"));
        for problem in problems {
            eprintln!("  {problem}");
        }
        ExitCode::from(USAGE)
    })
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
