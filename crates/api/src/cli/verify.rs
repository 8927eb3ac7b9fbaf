//! `avenue verify`: re-reads an archive, every byte of it. Needs no database.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::engine::{Bars, Outcome, digest_beside, without_database};
use super::sealed::Identity;

/// What to verify.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive (.tar.zst or .tar.gz, and .age if it is encrypted)
    file: PathBuf,
    /// The SHA-256 that was kept outside of it; without it, the one in FILE.sha256 if there is such a file
    #[arg(long, value_name = "HEX", value_parser = digest)]
    sha256: Option<String>,
    #[command(flatten)]
    identity: Identity,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> ExitCode {
    let Args { file, sha256, identity, json } = args;
    without_database(json, async |cancel| {
        if file.is_dir() {
            let text = "a folder of mongodump carries no digests to verify; compare it instead";
            return Outcome::Usage(format!("{}: {text}", file.display()));
        }
        let recorded = sha256.or_else(|| digest_beside(&file));
        let plain = match identity.open(&file, &file.to_string_lossy(), recorded.clone(), &cancel).await {
            Ok(plain) => plain,
            Err(outcome) => return outcome,
        };
        match archive::verify(&plain.path, plain.recorded.as_deref(), &Bars::new(), &cancel).await {
            Ok(sound) => {
                let totals = sound.manifest.totals;
                let collections = totals.collections + totals.views;
                let verdict = sound.manifest.verdict;
                let outside = if recorded.is_some() { "is" } else { "was not held against" };
                let text = format!(
                    "Sound: {collections} collections, {} documents of {:?} at {}. Its digest {outside} the one kept outside.",
                    totals.documents,
                    sound.manifest.database.name,
                    sound.manifest.snapshot.map_or(sound.manifest.started_at, |snapshot| snapshot.at),
                );
                let told = json!({
                    "file": file, "verdict": verdict, "collections": collections, "totals": totals,
                    "database": sound.manifest.database, "snapshot": sound.manifest.snapshot,
                    "excluded": sound.manifest.excluded, "archive": sound.archive,
                    "digest_checked": recorded.is_some(),
                });
                Outcome::good(&told, text)
            }
            Err(error) => Outcome::refused(&error),
        }
    })
}

fn digest(text: &str) -> Result<String, String> {
    if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(text.to_ascii_lowercase());
    }
    Err("a SHA-256 is 64 hexadecimal digits".to_owned())
}
