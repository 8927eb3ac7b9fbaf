//! What the commands around archives share: where the database is, bars on a terminal, a way to stop, and one answer.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use archive::{ArchiveSource, CancellationToken, Event, Progress, VerifyError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::{Value, json};
use shared::system::SettingOrigin;

use super::runtime::{block_on, close, database_settings};
use super::{COULD_NOT, USAGE, read_config};
use crate::config::Config;
use crate::infra::db::embedded::{EmbeddedError, running};
use crate::infra::db::{DatabaseSettings, Db, DbError, Opened, open};

/// Done, and something differs or is damaged.
pub const FOUND: u8 = 1;

/// How a command ends.
pub enum Outcome {
    /// Done, and good: what to print as JSON, and as text.
    Good(Value, String),
    /// Done, and good, and standard output holds the result already.
    Silent,
    /// Done, and something differs or is damaged.
    Found(Value, String),
    /// The command is wrong; nothing was done.
    Usage(String),
    /// It could not be done.
    CouldNot(String),
}

impl Outcome {
    /// A good end with this result.
    pub fn good(result: &impl Serialize, text: impl Into<String>) -> Self {
        Self::Good(json!(result), text.into())
    }

    /// A finding with this result.
    pub fn found(result: &impl Serialize, text: impl Into<String>) -> Self {
        Self::Found(json!(result), text.into())
    }

    /// A verification's refusal: damage is a finding, an unreadable file is not.
    pub fn refused(error: &VerifyError) -> Self {
        match error {
            VerifyError::Unreadable(_) | VerifyError::Cancelled => Self::CouldNot(error.to_string()),
            _ => Self::found(&json!({ "error": error.to_string() }), error.to_string()),
        }
    }

    /// Prints the answer — one JSON object on standard output if asked for — and gives the exit code.
    pub fn print(self, as_json: bool) -> ExitCode {
        let (code, value, text) = match self {
            Self::Silent => return ExitCode::SUCCESS,
            Self::Good(value, text) => (0, value, text),
            Self::Found(value, text) => (FOUND, value, text),
            Self::Usage(text) => (USAGE, json!({ "error": text }), text),
            Self::CouldNot(text) => (COULD_NOT, json!({ "error": text }), text),
        };
        if as_json {
            println!("{}", with_verdict(value, code));
        } else if code == 0 || code == FOUND {
            println!("{text}");
        } else {
            eprintln!("{text}");
        }
        // What stands in a buffer when the process ends is lost.
        std::io::stdout().flush().ok();
        ExitCode::from(code)
    }
}

/// The result with `good` and `exit_code` in front of its own fields.
fn with_verdict(value: Value, code: u8) -> Value {
    let mut answer = serde_json::Map::new();
    answer.insert("good".to_owned(), json!(code == 0));
    answer.insert("exit_code".to_owned(), json!(code));
    match value {
        Value::Object(fields) => answer.extend(fields),
        other => {
            answer.insert("result".to_owned(), other);
        }
    }
    Value::Object(answer)
}

/// Runs a command that needs the configuration and a runtime but no database.
pub fn without_database(as_json: bool, work: impl AsyncFnOnce(CancellationToken) -> Outcome) -> ExitCode {
    let config = match quiet_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    block_on(&config, async { work(stop_on_signal()).await.print(as_json) })
}

/// Runs a command that needs a database: the one that `MONGODB_URI` names, the running server of our own, or one that
/// is started for as long as the command takes.
pub fn with_database(
    as_json: bool,
    work: impl AsyncFnOnce(&Config, &Db, CancellationToken) -> Outcome,
) -> ExitCode {
    let config = match quiet_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    block_on(&config, async {
        match connect(&config).await {
            Ok(opened) => {
                let outcome = work(&config, &opened.db, stop_on_signal()).await;
                close(opened).await;
                outcome.print(as_json)
            }
            Err(error) => Outcome::CouldNot(error.to_string()).print(as_json),
        }
    })
}

async fn connect(config: &Config) -> Result<Opened, DbError> {
    let settings = database_settings(config);
    match open(&settings).await {
        Err(DbError::Embedded(EmbeddedError::InUse { folder, pid })) => {
            let Some(uri) = running(&settings.embedded.data_dir) else {
                return Err(EmbeddedError::InUse { folder, pid }.into());
            };
            let db = Db::connect(&DatabaseSettings { uri: Some(uri.into()), ..settings }).await?;
            Ok(Opened { db, server: None })
        }
        other => other,
    }
}

/// The configuration, with a log that says only what is wrong unless more was asked for.
fn quiet_config() -> Result<Config, ExitCode> {
    let mut config = read_config()?;
    let asked = config
        .settings
        .iter()
        .any(|setting| setting.variable == "AVENUE_LOG" && setting.origin == SettingOrigin::Environment);
    if !asked {
        "warn".clone_into(&mut config.platform.log);
    }
    Ok(config)
}

/// Fires at Ctrl-C, so that what was begun is cleaned up.
fn stop_on_signal() -> CancellationToken {
    let token = CancellationToken::new();
    let stop = token.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    });
    token
}

/// Progress on a terminal; nothing where standard error is none.
pub struct Bars(ProgressBar);

impl Bars {
    /// A bar that appears with the first report.
    pub fn new() -> Self {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{prefix:>10} {bar:30} {pos}/{len} {msg}");
        Self(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)))
    }
}

impl Progress for Bars {
    fn report(&self, event: &Event) {
        let amount = if event.documents.total > 0 { event.documents } else { event.bytes };
        self.0.set_prefix(event.phase.name());
        self.0.set_length(amount.total.max(amount.done));
        self.0.set_position(amount.done);
        self.0.set_message(event.collection.clone().unwrap_or_default());
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// An archive or a mongodump folder, with the digest that lies beside an archive if one does.
pub fn source_at(path: &Path) -> Result<ArchiveSource, Outcome> {
    if !path.exists() {
        return Err(Outcome::CouldNot(format!("there is nothing at {}", path.display())));
    }
    Ok(match ArchiveSource::at(path) {
        ArchiveSource::Archive { path, .. } => {
            let recorded_sha256 = digest_beside(&path);
            ArchiveSource::Archive { path, recorded_sha256 }
        }
        folder => folder,
    })
}

/// The SHA-256 in the file beside an archive.
pub fn digest_beside(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(beside(path)).ok()?;
    text.split_whitespace().next().map(str::to_owned)
}

/// Keeps the SHA-256 of an archive beside it, as `sha256sum` writes it.
pub fn write_digest(path: &Path, sha256: &str) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    std::fs::write(beside(path), format!("{sha256}  {name}\n"))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sha256");
    PathBuf::from(name)
}
