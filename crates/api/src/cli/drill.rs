//! `avenue drill`: restores a backup into scratch, compares everything, drops it, and shows a certificate.

use std::path::PathBuf;
use std::process::ExitCode;

use shared::backups::DrillVerdict;

use super::engine::{Bars, Outcome, with_database};
use super::sealed::Identity;
use crate::app::AppState;
use crate::domains::backups::{Fetched, KeptDrill, Watch};
use crate::infra::clock::Clock;
use crate::infra::jobs::JobFailure;

/// What to drill.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive; the newest at the place where archives are kept if not given
    #[arg(long, value_name = "FILE")]
    backup: Option<PathBuf>,
    #[command(flatten)]
    identity: Identity,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> ExitCode {
    let json = args.json;
    with_database(json, async |config, db, cancel| {
        let state = AppState::new(config.clone(), Clock::system(), db.clone());
        let (name, file) = match args.backup {
            Some(file) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (name, Fetched::lying(file))
            }
            None => match state.backups.newest_file().await {
                Ok(Some(newest)) => newest,
                Ok(None) => {
                    let places = state.backups.destinations().destinations;
                    let place = places.into_iter().next().and_then(|place| place.address).unwrap_or_default();
                    return Outcome::CouldNot(format!(
                        "there is no archive in {place}; take one by `avenue backup`"
                    ));
                }
                Err(error) => return Outcome::CouldNot(error.to_string()),
            },
        };
        let plain = match args.identity.open(file.path(), &name, None, &cancel).await {
            Ok(plain) => plain,
            Err(outcome) => return outcome,
        };
        let bars = Bars::new();
        match state.backups.drill_now(&plain.path, &name, Watch { progress: &bars, cancel: &cancel }).await {
            Ok(done) => {
                let passed = done.drill.verdict == DrillVerdict::Passed;
                let text = format!(
                    "{}: {} — {}. {}",
                    if passed { "Passed" } else { "Failed" },
                    done.drill.file_name,
                    done.drill.detail,
                    kept(&done)
                );
                if passed { Outcome::good(&done, text) } else { Outcome::found(&done, text) }
            }
            Err(JobFailure::Cancelled) => {
                Outcome::CouldNot("it was stopped; the scratch is dropped".to_owned())
            }
            Err(failure) => Outcome::CouldNot(failure.to_string()),
        }
    })
}

/// What became of the certificate.
fn kept(done: &KeptDrill) -> &'static str {
    match (done.kept, done.drill.backup_id) {
        (true, Some(_)) => "The certificate is kept with the backup's record.",
        (true, None) => "The certificate is kept; there is no record of this archive.",
        (false, _) => "The certificate is not kept: the platform does not live on this server.",
    }
}
