//! The whole description held against the running API by schemathesis, as three identities.

use std::process::Command;

use anyhow::Result;

use super::count::{self, Counts};
use crate::{api, places, setup};

/// Starts `avenue` on an empty folder and lets schemathesis try every operation.
pub fn check() -> Result<Counts> {
    let mongod = setup::mongod::path()?;
    let python = setup::python::venv()?;
    let program = api::binary(false)?;
    let mut command = Command::new(python);
    command.arg(places::e2e().join("schemathesis/run.py"));
    command.env("AVENUE_PROGRAM", program).env("AVENUE_MONGOD", mongod);
    count::cases(&mut command)
}
