//! `avenue serve`.
use std::process::ExitCode;
#[derive(Debug, clap::Args)]
pub struct Args {}
pub fn run(_: &Args) -> ExitCode {
    ExitCode::SUCCESS
}
