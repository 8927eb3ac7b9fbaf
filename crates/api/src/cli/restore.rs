//! `avenue restore`: an archive, or a plain folder of mongodump, into a database of its own.

use std::path::PathBuf;
use std::process::ExitCode;

use archive::{Existing, Expiry, RestoreError, RestoreOptions, Source};

use super::engine::{Bars, Outcome, with_database};
use super::sealed::Identity;
use crate::domains::backups::check_target;

/// What to restore and where to.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive, or the folder of mongodump
    source: PathBuf,
    /// The database to restore into; it must be new
    #[arg(long, value_name = "NAME")]
    into: String,
    /// Only this collection; can be given more than once
    #[arg(long = "collection", value_name = "COLLECTION")]
    collections: Vec<String>,
    /// Add to a database that holds other collections
    #[arg(long, conflicts_with = "replace_unfinished")]
    add: bool,
    /// Replace what an earlier restore into this database left that never ended
    #[arg(long)]
    replace_unfinished: bool,
    /// Let nothing expire in the restored database: TTL indexes are built without their time
    #[arg(long)]
    keep_expired: bool,
    #[command(flatten)]
    identity: Identity,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> ExitCode {
    let json = args.json;
    with_database(json, async |_, db, cancel| {
        if let Err(wrong) = check_target(&args.into, db.name()) {
            return Outcome::Usage(wrong);
        }
        let (source, _kept) = match args.identity.source(&args.source, &cancel).await {
            Ok(source) => source,
            Err(outcome) => return outcome,
        };
        let existing = match (args.add, args.replace_unfinished) {
            (true, _) => Existing::Add,
            (_, true) => Existing::ReplaceUnfinished,
            _ => Existing::Refuse,
        };
        let collections = (!args.collections.is_empty()).then(|| args.collections.clone());
        let expiry = if args.keep_expired { Expiry::Suspended } else { Expiry::AsArchived };
        let options = RestoreOptions { collections, existing, expiry, ..RestoreOptions::default() };
        let target = Source::new(db.client().clone(), &args.into, db.host());
        match archive::restore(&source, &target, &options, &Bars::new(), &cancel).await {
            Ok(done) => {
                let mut text = format!(
                    "Restored into {:?} and compared: {} collections, {} documents are equal.",
                    done.target,
                    done.collections.len(),
                    done.documents
                );
                if !done.expiry_suspended.is_empty() {
                    let list = done.expiry_suspended.join("; ");
                    text.push_str(&format!("\nNothing expires in it. Left out: {list}."));
                }
                Outcome::good(&done, text)
            }
            Err(RestoreError::Archive(error)) => Outcome::refused(&error),
            Err(RestoreError::Differs(comparison)) => {
                let text = RestoreError::Differs(comparison.clone()).to_string();
                Outcome::found(&serde_json::json!({ "error": text, "comparison": comparison }), text)
            }
            Err(
                error @ (RestoreError::NoSuchCollection(_)
                | RestoreError::SameName(_)
                | RestoreError::BadTarget(..)
                | RestoreError::TargetNotEmpty { .. }
                | RestoreError::TargetUnfinished(_)),
            ) => Outcome::Usage(error.to_string()),
            Err(error) => Outcome::CouldNot(error.to_string()),
        }
    })
}
