//! `avenue backup`: a database into an archive.

use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use archive::{CancellationToken, Compression, DumpError, DumpOptions, DumpReport, Source};
use shared::backups::{RunBackup, Verdict};

use super::engine::{Bars, Outcome, with_database, write_digest};
use crate::app::AppState;
use crate::config::Config;
use crate::domains::backups::Watch;
use crate::infra::clock::Clock;
use crate::infra::db::Db;
use crate::infra::jobs::JobFailure;

/// What to back up and where to.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The database; the platform's own if not given
    #[arg(long, value_name = "NAME")]
    database: Option<String>,
    /// Leave out GridFS; the verdict is then partial
    #[arg(long)]
    exclude_gridfs: bool,
    /// Leave out this collection; can be given more than once; the verdict is then partial
    #[arg(long = "exclude", value_name = "COLLECTION")]
    exclude: Vec<String>,
    /// Write to this file (.tar.zst or .tar.gz) instead of the folder of archives
    #[arg(long, value_name = "FILE", conflicts_with = "stdout", value_parser = archive_name)]
    output: Option<PathBuf>,
    /// Write to standard output
    #[arg(long, conflicts_with = "json")]
    stdout: bool,
    /// Compress standard output by gzip instead of zstd
    #[arg(long, requires = "stdout")]
    gzip: bool,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> ExitCode {
    if args.stdout {
        return to_stdout(args);
    }
    let json = args.json;
    with_database(json, async |config, db, cancel| match &args.output {
        Some(file) => to_file(&args, file, db, &cancel).await,
        None => to_folder(&args, config, db, &cancel).await,
    })
}

fn source(args: &Args, db: &Db) -> Source {
    let name = args.database.as_deref().unwrap_or(db.name());
    Source::new(db.client().clone(), name, db.host())
}

fn options(args: &Args, compression: Compression) -> DumpOptions {
    DumpOptions { exclude: args.exclude.clone(), exclude_gridfs: args.exclude_gridfs, compression }
}

/// Into the folder of archives, with a record where the platform lives.
async fn to_folder(args: &Args, config: &Config, db: &Db, cancel: &CancellationToken) -> Outcome {
    let state = AppState::new(config.clone(), Clock::system(), db.clone());
    let asked = RunBackup {
        database: args.database.clone(),
        exclude_gridfs: args.exclude_gridfs,
        exclude_collections: args.exclude.clone(),
        label: None,
    };
    let bars = Bars::new();
    match state.backups.run_now(asked, Watch { progress: &bars, cancel }).await {
        Ok(backup) => {
            let verdict = if backup.verdict == Some(Verdict::Complete) { "Complete" } else { "Partial" };
            let text = format!(
                "{verdict}: {} collections, {} documents of {} in {}, read again and sound.\nSHA-256 {}",
                backup.collections,
                backup.documents,
                backup.database,
                kept_at(config, &backup),
                backup.sha256.as_deref().unwrap_or_default()
            );
            Outcome::good(&backup, text)
        }
        Err(JobFailure::Cancelled) => Outcome::CouldNot("it was stopped; nothing is left of it".to_owned()),
        Err(failure) => Outcome::CouldNot(failure.to_string()),
    }
}

/// Where the archive is, for a person.
fn kept_at(config: &Config, backup: &shared::backups::Backup) -> String {
    if backup.destination == "local" {
        config.backups.folder.join(&backup.file_name).display().to_string()
    } else {
        format!("{} as {}", backup.destination, backup.file_name)
    }
}

/// Into a file of the caller's choice, with its digest beside it.
async fn to_file(args: &Args, file: &Path, db: &Db, cancel: &CancellationToken) -> Outcome {
    let gzip = file.extension().is_some_and(|extension| extension == "gz");
    let options = options(args, if gzip { Compression::Gzip } else { Compression::Zstd });
    let bars = Bars::new();
    let report = match archive::dump_to_file(&source(args, db), &options, file, &bars, cancel).await {
        Ok(report) => report,
        Err(error) => return failed(&error),
    };
    match archive::verify(file, Some(&report.archive.sha256), &bars, cancel).await {
        Ok(_) => {}
        Err(error) => return Outcome::refused(&error),
    }
    if let Err(error) = write_digest(file, &report.archive.sha256) {
        return Outcome::CouldNot(format!(
            "the archive is there, but its digest could not be kept beside it: {error}"
        ));
    }
    Outcome::good(&report, sentence(&report, &file.display().to_string()))
}

/// To standard output. What the pipe loses, `avenue verify` finds: the archive ends with a seal.
fn to_stdout(args: Args) -> ExitCode {
    with_database(false, async |_, db, cancel| {
        let compression = if args.gzip { Compression::Gzip } else { Compression::Zstd };
        let options = options(&args, compression);
        let out = match std::io::stdout().as_fd().try_clone_to_owned() {
            Ok(out) => tokio::fs::File::from_std(std::fs::File::from(out)),
            Err(error) => return Outcome::CouldNot(format!("standard output cannot be written to: {error}")),
        };
        match archive::dump(&source(&args, db), &options, out, &Bars::new(), &cancel).await {
            Ok(report) => {
                eprintln!("{}", sentence(&report, "standard output"));
                Outcome::Silent
            }
            Err(error) => failed(&error),
        }
    })
}

fn failed(error: &DumpError) -> Outcome {
    match error {
        DumpError::NothingThere(_) => Outcome::Usage(error.to_string()),
        _ => Outcome::CouldNot(error.to_string()),
    }
}

fn sentence(report: &DumpReport, place: &str) -> String {
    let totals = report.manifest.totals;
    let verdict = match report.manifest.verdict {
        archive::Verdict::Complete => "Complete",
        archive::Verdict::Partial => "Partial",
    };
    format!(
        "{verdict}: {} collections, {} documents of {} in {place}.\nSHA-256 {}",
        totals.collections + totals.views,
        totals.documents,
        report.manifest.database.name,
        report.archive.sha256
    )
}

fn archive_name(text: &str) -> Result<PathBuf, String> {
    if text.ends_with(".tar.zst") || text.ends_with(".tar.gz") {
        return Ok(PathBuf::from(text));
    }
    Err("the name of an archive ends in .tar.zst or .tar.gz".to_owned())
}
