//! The whole description held against the running API by schemathesis, as three identities.

use std::process::Command;

use anyhow::Result;

use super::count::{self, Counts};
use crate::{api, places, setup};

/// How often each operation is tried with made-up input in `cargo xtask test`, besides the cases that schemathesis
/// derives from the description.
const EXAMPLES: u32 = 30;
/// The same in `cargo xtask prove`.
const EXAMPLES_OF_A_PROOF: u32 = 100;

/// Starts `avenue` on an empty folder and lets schemathesis try every operation.
pub fn check() -> Result<Counts> {
    run(EXAMPLES)
}

/// The same with many more examples.
pub fn prove() -> Result<Counts> {
    run(EXAMPLES_OF_A_PROOF)
}

fn run(examples: u32) -> Result<Counts> {
    let mongod = setup::mongod::path()?;
    let python = setup::python::venv()?;
    let program = api::binary(false)?;
    let mut command = Command::new(python);
    command.arg(places::e2e().join("schemathesis/run.py"));
    command.env("AVENUE_PROGRAM", program).env("AVENUE_MONGOD", mongod);
    command.env("AVENUE_SCHEMATHESIS_EXAMPLES", examples.to_string());
    count::cases(&mut command)
}
