//! `cargo xtask …`: the one door to setting up, running, testing, building and measuring Avenue.
//!
//! Each task installs what it needs before it starts, says so, and can be run again: what is already there
//! and unchanged is left alone.

mod api;
mod build;
mod places;
mod run;
mod setup;
mod shell;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Set up, run, test, build and measure Avenue.
#[derive(Parser)]
#[command(name = "cargo xtask", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install everything that any task may need (each task also installs what it needs by itself).
    Setup,
    /// Build the web app: quickly into `dist-dev/`, or with `--release` as it is shipped into `dist/`.
    Build {
        /// Optimised, split into lazily loaded areas, compressed.
        #[arg(long)]
        release: bool,
    },
    /// Build and start the platform on <http://localhost:8080> with a database of its own.
    Run(run::Options),
}

fn main() -> Result<()> {
    match Cli::parse().task {
        Task::Setup => setup::everything(),
        Task::Build { release } => build::web(build::Mode::from_release(release)).map(drop),
        Task::Run(options) => run::platform(&options),
    }
}
