//! `avenue drill`: restores a backup into scratch, compares everything, drops it, and shows a certificate.

use std::path::PathBuf;
use std::process::ExitCode;

use shared::backups::DrillVerdict;

use super::engine::{Bars, Outcome, with_database};
use crate::app::AppState;
use crate::domains::backups::Watch;
use crate::infra::clock::Clock;
use crate::infra::jobs::JobFailure;

/// What to drill.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive; the newest in the folder of archives if not given
    #[arg(long, value_name = "FILE")]
    backup: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> ExitCode {
    let json = args.json;
    with_database(json, async |config, db, cancel| {
        let state = AppState::new(config.clone(), Clock::system(), db.clone());
        let file = match args.backup {
            Some(file) => file,
            None => match state.backups.newest_file().await {
                Ok(Some(file)) => file,
                Ok(None) => {
                    let folder = config.backups.folder.display();
                    return Outcome::CouldNot(format!(
                        "there is no archive in {folder}; take one by `avenue backup`"
                    ));
                }
                Err(error) => return Outcome::CouldNot(error.to_string()),
            },
        };
        let bars = Bars::new();
        match state.backups.drill_now(&file, Watch { progress: &bars, cancel: &cancel }).await {
            Ok(drill) if drill.verdict == DrillVerdict::Passed => {
                let text = format!("Passed: {} — {}", drill.file_name, drill.detail);
                Outcome::good(&drill, text)
            }
            Ok(drill) => {
                let text = format!("Failed: {} — {}", drill.file_name, drill.detail);
                Outcome::found(&drill, text)
            }
            Err(JobFailure::Cancelled) => {
                Outcome::CouldNot("it was stopped; the scratch is dropped".to_owned())
            }
            Err(failure) => Outcome::CouldNot(failure.to_string()),
        }
    })
}
