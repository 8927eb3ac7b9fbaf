//! `cargo xtask test`: every check, as named steps with their time, and one line that counts.
//!
//! All steps run even when one fails, so that one run shows everything that is wrong. Steps come in the order
//! of what they cost.

mod browser;
mod code;
mod compose;
mod count;
mod layering;
mod licences;
mod metadata;
mod openapi;
mod schemathesis;
mod server;
mod suite;
mod unused;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::shell::say;
use browser::Checks;
use count::Counts;

pub use code::wasm_tests;
pub use openapi::write as write_openapi;
pub use server::TestServer;

/// The journeys, or the one of that name.
pub fn browser(only: Option<&str>) -> Result<Counts> {
    browser::run(Checks::Journeys, only)
}

/// Which checks to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only these steps, with commas between; may be given several times.
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    only: Vec<String>,
}

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<Counts>,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", what: "rustfmt changes nothing", run: code::fmt },
    Step { name: "layering", what: "nobody knows whom they must not know", run: layering::check },
    Step { name: "licences", what: "every dependency's licence is allowed", run: licences::check },
    Step { name: "compose", what: "docker-compose.yml is one", run: compose::check },
    Step { name: "unused", what: "every dependency is used", run: unused::check },
    Step { name: "clippy", what: "no warning on the host", run: code::clippy_host },
    Step { name: "clippy-wasm", what: "no warning of the web app", run: code::clippy_wasm },
    Step { name: "xtask", what: "tests of the tasks themselves", run: code::own_tests },
    Step { name: "unit", what: "unit and integration tests, with a tenth of the proofs", run: suite::unit },
    Step {
        name: "openapi",
        what: "the descriptions of the API and the settings are the committed ones",
        run: openapi::check,
    },
    Step { name: "wasm", what: "the web app's unit tests in Chromium", run: wasm_tests },
    Step {
        name: "schemathesis",
        what: "the whole description, as three identities",
        run: schemathesis::check,
    },
    Step { name: "e2e", what: "journeys in Chromium", run: || browser::run(Checks::Journeys, None) },
    Step {
        name: "accessibility",
        what: "axe, both themes",
        run: || browser::run(Checks::Accessibility, None),
    },
    Step { name: "sizes", what: "bytes of a first load", run: || browser::run(Checks::Sizes, None) },
    Step { name: "lighthouse", what: "Lighthouse, mobile", run: || browser::run(Checks::Lighthouse, None) },
];

/// What `cargo xtask prove` runs.
const PROOFS: &[Step] = &[
    Step { name: "proofs", what: "all tests, with every proof whole", run: suite::prove },
    Step {
        name: "schemathesis",
        what: "the whole description, as three identities, many times",
        run: schemathesis::prove,
    },
];

/// Runs the long proofs and prints the account of them.
pub fn prove() -> Result<()> {
    report(PROOFS.iter().map(run_step).collect())
}

/// Runs the steps and prints the account of them; an error when any check failed.
pub fn all(options: &Options) -> Result<()> {
    let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    if let Some(unknown) = options.only.iter().find(|name| !known.contains(&name.as_str())) {
        bail!("there is no step `{unknown}`; the steps are {}", known.join(", "));
    }
    let wanted = |step: &&Step| options.only.is_empty() || options.only.iter().any(|name| name == step.name);
    report(STEPS.iter().filter(wanted).map(run_step).collect())
}

fn run_step(step: &Step) -> Outcome {
    say(format!("{}: {}", step.name, step.what));
    let started = Instant::now();
    let result = (step.run)();
    if let Err(error) = &result {
        eprintln!("\x1b[1;31m✗ {}\x1b[0m: {error:#}", step.name);
    }
    (step.name, result, started.elapsed())
}

/// A step's name, what it found, and how long it took.
type Outcome = (&'static str, Result<Counts>, Duration);

fn report(account: Vec<Outcome>) -> Result<()> {
    println!();
    println!("{:<14} {:>8} {:>8} {:>8} {:>9}", "step", "passed", "failed", "skipped", "seconds");
    let mut total = Counts::default();
    for (name, result, time) in account {
        // A step that stopped without counting is one failure.
        let counts = result.unwrap_or_else(|error| match error.downcast::<count::Failed>() {
            Ok(failed) => failed.0,
            Err(_) => Counts { failed: 1, ..Counts::default() },
        });
        println!(
            "{name:<14} {:>8} {:>8} {:>8} {:>9.1}",
            counts.passed,
            counts.failed,
            counts.skipped,
            time.as_secs_f64()
        );
        total += counts;
    }
    println!();
    match total.skipped {
        0 => println!("{} passed, {} failed", total.passed, total.failed),
        skipped => println!("{} passed, {} failed, {skipped} skipped", total.passed, total.failed),
    }
    if total.failed > 0 || total.passed == 0 {
        std::process::exit(1);
    }
    Ok(())
}
