//! The process between `avenue` and `mongod`: `avenue mongod-guard`.
//!
//! It starts `mongod`, tells its pid and its end on standard output, one line each, and stops it when standard input
//! ends, which the kernel sees to however `avenue` ends. It does its work on one thread, because a parent-death signal
//! is bound to the thread that started the child. It ignores the signals that a terminal or a service manager sends to
//! every process of a group: `avenue` decides when the database may go.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus, Stdio};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;

use super::folder::open_lock;
use super::locate::on_path;

/// The name of the subcommand.
pub(super) const SUBCOMMAND: &str = "mongod-guard";

/// What a guard does, as its command line says it.
#[derive(Debug, Clone)]
pub(super) struct Orders {
    /// The program to run.
    pub mongod: PathBuf,
    /// Where its output goes until its log is open.
    pub log: PathBuf,
    /// Held while the guard lives.
    pub lock: PathBuf,
    /// How long it may take to stop before it is killed.
    pub stop_within: Duration,
    /// What `mongod` is started with.
    pub args: Vec<OsString>,
}

impl Orders {
    /// The command line after the subcommand's name.
    pub(super) fn to_args(&self) -> Vec<OsString> {
        let mut args = vec![
            self.mongod.clone().into_os_string(),
            self.log.clone().into_os_string(),
            self.lock.clone().into_os_string(),
            self.stop_within.as_millis().to_string().into(),
        ];
        args.extend(self.args.iter().cloned());
        args
    }

    fn parse(args: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut args = args.into_iter();
        let (mongod, log, lock) = (args.next()?.into(), args.next()?.into(), args.next()?.into());
        let stop_within = Duration::from_millis(args.next()?.to_str()?.parse().ok()?);
        Some(Self { mongod, log, lock, stop_within, args: args.collect() })
    }
}

/// What a guard tells `avenue`, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Report {
    /// `mongod` was started as this process.
    Started(u32),
    /// `mongod` ended like this.
    Ended(String),
    /// It could not be started, or could not be guarded.
    Failed(String),
}

impl Report {
    fn tell(&self) {
        let line = match self {
            Self::Started(pid) => format!("started {pid}\n"),
            Self::Ended(how) => format!("ended {how}\n"),
            Self::Failed(why) => format!("failed {}\n", why.replace('\n', " ")),
        };
        // Nobody listens when `avenue` is gone, and that is no reason to stop guarding.
        let mut out = io::stdout();
        out.write_all(line.as_bytes()).and_then(|()| out.flush()).ok();
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "started" => Some(Self::Started(rest.parse().ok()?)),
            "ended" => Some(Self::Ended(rest.to_owned())),
            "failed" => Some(Self::Failed(rest.to_owned())),
            _ => None,
        }
    }
}

/// The `mongod-guard` subcommand: `args` is what follows its name. Not for people: `avenue` starts it.
pub fn guard_main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let guarded = Orders::parse(args)
        .ok_or_else(|| {
            io::Error::other("mongod-guard is started by avenue itself and takes what avenue gives it")
        })
        .and_then(|orders| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(guard(orders))
        });
    match guarded {
        Ok(status) => {
            Report::Ended(how(status)).tell();
            ExitCode::SUCCESS
        }
        Err(why) => {
            Report::Failed(why.to_string()).tell();
            ExitCode::FAILURE
        }
    }
}

async fn guard(orders: Orders) -> io::Result<ExitStatus> {
    let lock: File = open_lock(&orders.lock)?;
    flock(&lock, FlockOperation::NonBlockingLockExclusive)
        .map_err(|_| io::Error::other("another guard is at work on the folder"))?;
    let mut ignored =
        [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?, signal(SignalKind::hangup())?];
    let [terminate, interrupt, hangup] = &mut ignored;
    let mut lifeline =
        pipe::Receiver::from_owned_fd(io::stdin().as_fd().try_clone_to_owned()?).map_err(|_| {
            io::Error::other("standard input is no pipe; mongod-guard is started by avenue itself")
        })?;

    let mut mongod = start(&orders).await?;
    if let Some(pid) = mongod.id() {
        Report::Started(pid).tell();
    }
    let mut byte = [0];
    loop {
        tokio::select! {
            status = mongod.wait() => return status,
            // Nothing is ever written: whatever comes, a byte, an end or an error, means stop.
            _ = lifeline.read(&mut byte) => return stop(mongod, orders.stop_within).await,
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

/// Starts `mongod` so that the kernel kills it when this thread, the only one that starts children, is gone.
async fn start(orders: &Orders) -> io::Result<Child> {
    let log = OpenOptions::new().create(true).append(true).open(&orders.log)?;
    let mut command = match pdeathsig().await {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL"]).arg(&orders.mongod);
            command
        }
        None => Command::new(&orders.mongod),
    };
    command.args(&orders.args).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    command.spawn()
}

/// A `setpriv` that can bind a child's life to ours: util-linux has one, other boxes of tools may not.
async fn pdeathsig() -> Option<PathBuf> {
    let setpriv = on_path("setpriv")?;
    let mut probe = Command::new(&setpriv);
    probe
        .args(["--pdeathsig", "KILL", "true"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    probe.status().await.is_ok_and(|status| status.success()).then_some(setpriv)
}

async fn stop(mut mongod: Child, within: Duration) -> io::Result<ExitStatus> {
    // Not waited for yet, so the pid is still its own.
    if let Some(pid) = mongod.id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw) {
        kill_process(pid, Signal::TERM).ok();
    }
    if let Ok(status) = timeout(within, mongod.wait()).await {
        return status;
    }
    mongod.start_kill()?;
    mongod.wait().await
}

fn how(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_survive_the_command_line() {
        let orders = Orders {
            mongod: "/usr/bin/mongod".into(),
            log: "/data/mongod.log".into(),
            lock: "/data/guard.lock".into(),
            stop_within: Duration::from_secs(20),
            args: vec!["--port".into(), "1".into()],
        };
        let back = Orders::parse(orders.to_args()).unwrap();
        assert_eq!(back.to_args(), orders.to_args());
        assert_eq!(back.stop_within, orders.stop_within);
        assert!(Orders::parse(["--help".into()]).is_none());
    }

    #[test]
    fn only_known_reports_are_understood() {
        assert_eq!(Report::parse("started 7"), Some(Report::Started(7)));
        assert_eq!(Report::parse("ended exit code 14"), Some(Report::Ended("exit code 14".to_owned())));
        assert_eq!(Report::parse("started x"), None);
        assert_eq!(Report::parse("hello"), None);
    }
}
