//! `avenue openapi`: the description as it is committed.

use std::process::ExitCode;

use crate::app::description;
use crate::http::openapi::to_json;

/// Prints it.
pub fn run() -> ExitCode {
    print!("{}", to_json(&description()));
    ExitCode::SUCCESS
}
