//! `cargo xtask …`: the one door to setting up, running, testing, building and measuring Avenue.
//!
//! Each task installs what it needs before it starts, says so, and can be run again: what is already there
//! and unchanged is left alone.

mod api;
mod bench;
mod build;
mod places;
mod run;
mod setup;
mod shell;
mod test;

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
    /// Run every check; ends with a line `N passed, N failed`.
    Test(test::Options),
    /// Run the long proofs whole (up to an hour); `cargo xtask test` runs a seeded tenth of them.
    Prove,
    /// Run the journeys in Chromium.
    E2e {
        /// Only the journey of this name.
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Run the web app's unit tests in Chromium.
    WasmTest,
    /// Write the description of the API and the page of settings from the program.
    Openapi {
        /// Record the description's examples anew before, by running the API's tests.
        #[arg(long)]
        examples: bool,
    },
    /// Measure.
    Bench {
        /// What to measure.
        subject: bench::Subject,
    },
    /// Run one compiled WebAssembly test in the browser; cargo calls this.
    #[command(hide = true)]
    WasmTestRunner {
        /// The module and the test runner's arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> Result<()> {
    match Cli::parse().task {
        Task::Setup => setup::everything(),
        Task::Build { release } => build::web(build::Mode::from_release(release)).map(drop),
        Task::Run(options) => run::platform(&options),
        Task::Test(options) => test::all(&options),
        Task::Prove => test::prove(),
        Task::E2e { only } => test::browser(only.as_deref()).map(drop),
        Task::WasmTest => test::wasm_tests().map(drop),
        Task::Openapi { examples } => test::write_openapi(examples),
        Task::Bench { subject } => bench::run(subject),
        Task::WasmTestRunner { arguments } => {
            let program = "wasm-bindgen-test-runner".to_owned();
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(
                std::iter::once(program).chain(arguments),
            )
        }
    }
}
