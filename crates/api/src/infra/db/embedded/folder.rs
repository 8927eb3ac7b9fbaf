//! The server's folder: who may use it, and whether it can be used at all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock, statvfs};
use rustix::process::{Pid, Signal, kill_process};

use super::refusal::EmbeddedError;
use crate::infra::db::settings::EmbeddedSettings;

/// A log longer than this is put aside before a start, in bytes.
const LOG_LIMIT: u64 = 16 * 1024 * 1024;
/// How often a lock is tried again while another guard is still stopping its server.
const TRY_AGAIN: Duration = Duration::from_millis(25);

/// The server's folder, locked for us for as long as this value lives.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if it is missing and takes it, or says why it cannot be had. Blocks.
    pub(super) fn take(settings: &EmbeddedSettings) -> Result<Self, EmbeddedError> {
        let wanted = settings.data_dir.join("mongod");
        let refuse = |why| EmbeddedError::of_folder(&wanted, why);
        DirBuilder::new().recursive(true).mode(0o700).create(&wanted).map_err(refuse)?;
        let root = wanted.canonicalize().map_err(refuse)?;
        let lock = lock(&root)?;
        let folder = Self { root, _lock: lock };
        folder.wait_for_guard(settings.stop_within)?;
        if let Some(pid) = folder.running_mongod() {
            return Err(EmbeddedError::LeftOver { folder: folder.root, pid: Some(pid) });
        }
        folder.has_room(settings.min_free_bytes)?;
        folder.put_log_aside();
        Ok(folder)
    }

    /// The folder itself, absolute. It is `mongod`'s `dbpath`.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The server's log.
    pub(super) fn log(&self) -> PathBuf {
        self.root.join("mongod.log")
    }

    /// The lock that a guard holds while it lives.
    pub(super) fn guard_lock(&self) -> PathBuf {
        self.root.join("guard.lock")
    }

    /// Waits until no guard is left that may still be stopping a server here. Blocks for at most `within` and a little.
    pub(super) fn wait_for_guard(&self, within: Duration) -> Result<(), EmbeddedError> {
        let deadline = Instant::now() + within + Duration::from_secs(5);
        let file = open_lock(&self.guard_lock()).map_err(|why| EmbeddedError::of_folder(&self.root, why))?;
        while flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            if Instant::now() > deadline {
                return Err(EmbeddedError::LeftOver {
                    folder: self.root.clone(),
                    pid: self.running_mongod(),
                });
            }
            std::thread::sleep(TRY_AGAIN);
        }
        Ok(())
    }

    /// The `mongod` that runs on this folder, if one does.
    pub(super) fn running_mongod(&self) -> Option<u32> {
        let text = fs::read_to_string(self.root.join("mongod.lock")).ok()?;
        let pid = text.trim().parse().ok()?;
        is_mongod_of(pid, &self.root).then_some(pid)
    }

    /// Ends a server of ours whose guard was killed before it could. Blocks for at most `within`.
    pub(super) fn put_down(&self, pid: u32, within: Duration) {
        let Some(process) = i32::try_from(pid).ok().and_then(Pid::from_raw) else { return };
        let deadline = Instant::now() + within;
        if is_mongod_of(pid, &self.root) {
            tracing::warn!(pid, "the guard of mongod is gone and mongod is not: stopping it");
            // It may end between the question and the signal; then there is nothing to do.
            kill_process(process, Signal::TERM).ok();
        }
        while is_mongod_of(pid, &self.root) {
            if Instant::now() > deadline {
                kill_process(process, Signal::KILL).ok();
            }
            std::thread::sleep(TRY_AGAIN);
        }
    }

    /// A port to listen on: the one of last time if it is free, because then the replica set needs no new
    /// configuration, else any.
    pub(super) fn port(&self) -> Result<u16, EmbeddedError> {
        let file = self.root.join("port");
        let last = fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok());
        let port = last.filter(|port| free(*port).is_ok()).map_or_else(|| free(0), Ok);
        let port = port.map_err(EmbeddedError::NoPort)?;
        fs::write(&file, port.to_string()).map_err(|why| EmbeddedError::of_folder(&self.root, why))?;
        Ok(port)
    }

    /// Space that we may still use, in bytes.
    pub(super) fn free(&self) -> io::Result<u64> {
        let disk = statvfs(&self.root)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    fn has_room(&self, needed: u64) -> Result<(), EmbeddedError> {
        let free = self.free().map_err(|why| EmbeddedError::of_folder(&self.root, why))?;
        if free < needed {
            return Err(EmbeddedError::DiskFull { folder: self.root.clone(), free, needed });
        }
        Ok(())
    }

    fn put_log_aside(&self) {
        let log = self.log();
        if super::log_tail::length(&log) > LOG_LIMIT
            && let Err(why) = fs::rename(&log, log.with_extension("log.1"))
        {
            tracing::warn!(%why, "could not put the long log of mongod aside");
        }
    }
}

/// Whether a process is a `mongod` whose command line names the folder. A pid in a lock file may be of a process that
/// has nothing to do with us.
fn is_mongod_of(pid: u32, root: &Path) -> bool {
    // An ended process that nobody has waited for has an empty command line.
    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|bytes| {
        let words = String::from_utf8_lossy(&bytes);
        let mut words = words.split('\0');
        words.next().is_some_and(|program| program.ends_with("mongod"))
            && words.any(|word| Path::new(word).canonicalize().is_ok_and(|path| path == root))
    })
}

fn free(port: u16) -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", port))?.local_addr()?.port())
}

pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

/// Takes `avenue.lock` and leaves our pid in it.
fn lock(root: &Path) -> Result<File, EmbeddedError> {
    let refuse = |why| EmbeddedError::of_folder(root, why);
    let mut file = open_lock(&root.join("avenue.lock")).map_err(refuse)?;
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        let mut text = String::new();
        let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
        return Err(EmbeddedError::InUse { folder: root.to_owned(), pid });
    }
    file.set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .and_then(|()| file.sync_all())
        .map_err(refuse)?;
    Ok(file)
}
