//! `avenue compare`: holds two sides against each other, document by document.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use archive::{CancellationToken, CompareError, Side, Source};

use super::engine::{Bars, Outcome, with_database, without_database};
use super::sealed::{Identity, Plain};
use crate::domains::backups::told;
use crate::infra::clock::Clock;
use crate::infra::db::Db;

/// What to compare.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What should be: an archive, a folder of mongodump, or db:NAME for a database of the server
    left: String,
    /// What is: the same choice
    right: String,
    #[command(flatten)]
    identity: Identity,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// What says that a side is a database.
const DATABASE: &str = "db:";

/// Runs the command.
pub fn run(args: Args) -> ExitCode {
    let json = args.json;
    if [&args.left, &args.right].iter().any(|side| side.starts_with(DATABASE)) {
        with_database(json, async |_, db, cancel| compare(&args, Some(db), cancel).await)
    } else {
        without_database(json, async |cancel| compare(&args, None, cancel).await)
    }
}

async fn compare(args: &Args, db: Option<&Db>, cancel: CancellationToken) -> Outcome {
    let (left, _left) = match side(&args.left, db, &args.identity, &cancel).await {
        Ok(side) => side,
        Err(outcome) => return outcome,
    };
    let (right, _right) = match side(&args.right, db, &args.identity, &cancel).await {
        Ok(side) => side,
        Err(outcome) => return outcome,
    };
    let began = Instant::now();
    let bars = Bars::new();
    let found = match archive::compare(&left, &right, &bars, &cancel).await {
        Ok(found) => found,
        Err(CompareError::Stored(error)) => return Outcome::refused(&error),
        Err(error) => return Outcome::CouldNot(error.to_string()),
    };
    drop(bars);
    let mut comparison = told(&found, args.left.clone(), args.right.clone(), Clock::system().now());
    comparison.milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    if comparison.equal {
        let (collections, documents) = (comparison.collections, comparison.documents);
        return Outcome::good(
            &comparison,
            format!("Equal: {collections} collections, {documents} documents."),
        );
    }
    let lines: Vec<String> = found.differences().map(|difference| format!("  {difference}")).collect();
    Outcome::found(&comparison, format!("Different:\n{}", lines.join("\n")))
}

/// A side, and what it stands on.
async fn side(
    text: &str,
    db: Option<&Db>,
    identity: &Identity,
    cancel: &CancellationToken,
) -> Result<(Side, Option<Plain>), Outcome> {
    match (text.strip_prefix(DATABASE), db) {
        (Some(name), Some(db)) => {
            shared::backups::valid_database_name(name, &()).map_err(|error| {
                Outcome::Usage(format!("{text}: the name of a database {}", error.message()))
            })?;
            Ok((Side::Live(Source::new(db.client().clone(), name, db.host())), None))
        }
        _ => {
            let (source, kept) = identity.source(Path::new(text), cancel).await?;
            Ok((Side::Stored(source), kept))
        }
    }
}
