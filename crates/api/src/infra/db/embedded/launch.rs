//! `avenue`'s end of the guard: starts it, holds its lifeline, hears its reports.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::folder::Folder;
use super::guard::{Orders, Report, SUBCOMMAND};
use super::locate::Mongod;
use super::log_tail;
use super::refusal::EmbeddedError;
use super::replica::SET_NAME;
use crate::infra::db::settings::EmbeddedSettings;

/// How long a guard may take to start a process and say so.
const GUARD_STARTS_WITHIN: Duration = Duration::from_secs(15);

/// A disk with less space than this is full, in bytes: `mongod` extends its files by more.
const FULL: u64 = 64 * 1024;
/// How `mongod` ends on data of a version that it cannot read.
const NEEDS_OTHER_VERSION: &str = "exit code 62";
/// What it says then, or when it does not get as far as that.
const OTHER_VERSION: [&str; 3] = ["UPGRADE PROBLEM", "unsupported WiredTiger", "unknown storage engine"];

/// Everything that a start needs to know; the same for every restart.
#[derive(Debug)]
pub(super) struct Plan {
    pub settings: EmbeddedSettings,
    pub mongod: Mongod,
    pub folder: Folder,
    pub port: u16,
}

/// A running guard with its `mongod`. Dropping it makes the guard stop `mongod`, without waiting for it.
#[derive(Debug)]
pub(super) struct Launched {
    /// The process id of `mongod`.
    pub pid: u32,
    /// The length of the log when it was started.
    log_start: u64,
    lifeline: ChildStdin,
    reports: Lines<BufReader<ChildStdout>>,
    guard: Child,
}

/// How a `mongod` ended.
#[derive(Debug)]
pub(super) enum End {
    /// The guard saw it end.
    Mongod(String),
    /// The guard itself is gone.
    GuardGone,
}

impl Plan {
    /// Starts a guard and, through it, `mongod`.
    pub(super) async fn launch(&self) -> Result<Launched, EmbeddedError> {
        let failed = |why: std::io::Error| EmbeddedError::Guard(why.to_string());
        let log_start = log_tail::length(&self.folder.log());
        let mut guard = Command::new(self.guard_program().map_err(failed)?)
            .arg(SUBCOMMAND)
            .args(self.orders().to_args())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A Ctrl-C in the terminal is for `avenue`, which stops the database last.
            .process_group(0)
            .spawn()
            .map_err(failed)?;
        let (Some(lifeline), Some(stdout)) = (guard.stdin.take(), guard.stdout.take()) else {
            return Err(EmbeddedError::Guard("it has no pipes".to_owned()));
        };
        let mut reports = BufReader::new(stdout).lines();
        let first = timeout(GUARD_STARTS_WITHIN, next_report(&mut reports)).await;
        match first {
            Ok(Some(Report::Started(pid))) => Ok(Launched { pid, log_start, lifeline, reports, guard }),
            Ok(Some(Report::Failed(why) | Report::Ended(why))) => Err(EmbeddedError::Guard(why)),
            Ok(None) => Err(EmbeddedError::Guard("it ended without a word".to_owned())),
            Err(_) => Err(EmbeddedError::Guard("it does not answer".to_owned())),
        }
    }

    /// Says in words why a `mongod` ended.
    pub(super) fn explain(&self, launched: &Launched, end: End) -> EmbeddedError {
        let (log, words) = (self.folder.log(), self.words(launched));
        let mentions = |signs: &[&str]| log_tail::mentions(&log, launched.log_start, signs);
        let folder = self.folder.root().to_owned();
        let how = match end {
            End::Mongod(how) => how,
            End::GuardGone => "its guard was killed".to_owned(),
        };
        if self.ran_out_of_space(launched) {
            return EmbeddedError::RanOutOfSpace { folder };
        }
        if mentions(&["DBPathInUse"]) {
            return EmbeddedError::LeftOver { pid: self.folder.running_mongod(), folder };
        }
        if how == NEEDS_OTHER_VERSION || mentions(&OTHER_VERSION) {
            return EmbeddedError::OtherVersion { folder, version: self.mongod.version.clone(), words };
        }
        EmbeddedError::Ended { how, log, words }
    }

    /// Says in words why a `mongod` that runs is of no use.
    pub(super) fn explain_delay(&self, launched: &Launched, why: String) -> EmbeddedError {
        if self.ran_out_of_space(launched) {
            return EmbeddedError::RanOutOfSpace { folder: self.folder.root().to_owned() };
        }
        let seconds = self.settings.start_within.as_secs();
        EmbeddedError::NotReady { seconds, why, log: self.folder.log(), words: self.words(launched) }
    }

    /// A full disk may have no room for the log that would say so.
    fn ran_out_of_space(&self, launched: &Launched) -> bool {
        log_tail::mentions(&self.folder.log(), launched.log_start, &["No space left on device"])
            || self.folder.free().is_ok_and(|free| free < FULL)
    }

    /// What the log says since the start.
    fn words(&self, launched: &Launched) -> String {
        log_tail::last_words(&self.folder.log(), launched.log_start)
    }

    fn guard_program(&self) -> std::io::Result<PathBuf> {
        if let Some(program) = &self.settings.guard {
            return Ok(program.clone());
        }
        let program = std::env::current_exe()?;
        // A program that was replaced while it runs is still there under this name.
        if program.exists() { Ok(program) } else { Ok(PathBuf::from("/proc/self/exe")) }
    }

    fn orders(&self) -> Orders {
        Orders {
            mongod: self.mongod.program.clone(),
            log: self.folder.log(),
            lock: self.folder.guard_lock(),
            stop_within: self.settings.stop_within,
            args: self.mongod_args(),
        }
    }

    fn mongod_args(&self) -> Vec<OsString> {
        let cache_gb = f64::from(self.settings.cache_mb.max(256)) / 1024.0;
        let mut args: Vec<OsString> = vec!["--dbpath".into(), self.folder.root().into()];
        args.extend(["--logpath".into(), self.folder.log().into_os_string()]);
        let port = self.port.to_string();
        let cache_gb = cache_gb.to_string();
        let rest = [
            "--logappend",
            "--quiet",
            "--replSet",
            SET_NAME,
            "--bind_ip",
            "127.0.0.1",
            "--port",
            &port,
            "--nounixsocket",
            "--wiredTigerCacheSizeGB",
            &cache_gb,
            // The default is a twentieth of the disk; nobody follows this set.
            "--oplogSize",
            "512",
            // Nobody takes over when it stops, so there is nobody to wait for.
            "--setParameter",
            "shutdownTimeoutMillisForSignaledShutdown=100",
            "--setParameter",
            "diagnosticDataCollectionEnabled=false",
            // What a killed process had begun is in the way for one and a half times this at most (expired transactions
            // are looked for every half of it), so that whoever meets it still has time to try again: see `TRY_FOR`.
            "--setParameter",
            "transactionLifetimeLimitSeconds=5",
        ];
        args.extend(rest.map(OsString::from));
        args
    }
}

impl Launched {
    /// Waits for the end. Can be dropped and called again without losing it.
    pub(super) async fn ended(&mut self) -> End {
        match next_report(&mut self.reports).await {
            Some(Report::Ended(how) | Report::Failed(how)) => End::Mongod(how),
            Some(Report::Started(_)) | None => End::GuardGone,
        }
    }

    /// Stops `mongod` and waits until it is gone.
    pub(super) async fn stop(mut self, within: Duration) -> Result<(), EmbeddedError> {
        drop(self.lifeline);
        // The guard kills after `within`; the rest is for the kernel to clean up.
        let patience = within + Duration::from_secs(10);
        match timeout(patience, next_report(&mut self.reports)).await {
            Ok(Some(Report::Ended(how))) if how == "exit code 0" => {}
            Ok(Some(Report::Ended(how) | Report::Failed(how))) => {
                tracing::warn!(how, "mongod did not stop cleanly; it recovers at the next start");
            }
            Ok(Some(Report::Started(_)) | None) => {
                return Err(EmbeddedError::Guard("it was killed before mongod had stopped".to_owned()));
            }
            Err(_) => return Err(EmbeddedError::Guard("it does not stop mongod".to_owned())),
        }
        self.guard.wait().await.map_err(|why| EmbeddedError::Guard(why.to_string()))?;
        Ok(())
    }
}

async fn next_report(reports: &mut Lines<BufReader<ChildStdout>>) -> Option<Report> {
    let line = reports.next_line().await.ok().flatten()?;
    Report::parse(&line)
}
