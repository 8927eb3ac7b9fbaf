//! One `mongod` for a whole run of tests, a single-node replica set on loopback, and one folder for all that the run
//! writes: what a killed run left goes with the next one.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::shell::{self, say};
use crate::{places, setup};

/// The folder's name, before the number of our process.
const FOLDER: &str = "test-run-";

/// A running server; it ends, and the run's folder goes, with this value, unless it is kept.
pub struct TestServer {
    /// Where it answers.
    pub uri: String,
    child: Child,
    folder: PathBuf,
    kept: bool,
}

impl TestServer {
    /// Starts a server and waits until it can be written to.
    pub fn start() -> Result<Self> {
        remove_left_over()?;
        let folder = places::target().join(format!("{FOLDER}{}", std::process::id()));
        Self::start_in(folder, free_port()?, false)
    }

    /// The same in a folder of this name, which stays with all that is written.
    pub fn start_kept(name: &str) -> Result<Self> {
        let folder = places::target().join(name);
        // A replica set knows itself by its address, so that it must come back with the same.
        let file = folder.join("port");
        let port = match fs::read_to_string(&file) {
            Ok(port) => port.trim().parse().with_context(|| format!("{} holds no port", file.display()))?,
            Err(_) => free_port()?,
        };
        TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("port {port} is in use; remove {} to begin anew", folder.display()))?;
        fs::create_dir_all(&folder)?;
        if !file.exists() {
            fs::write(&file, port.to_string())?;
        }
        Self::start_in(folder, port, true)
    }

    fn start_in(folder: PathBuf, port: u16, kept: bool) -> Result<Self> {
        let mongod = setup::mongod::path()?;
        let python = setup::python::venv()?;
        let data = folder.join("mongod");
        fs::create_dir_all(&data)?;
        fs::create_dir_all(folder.join("tmp"))?;
        say(format!("starting a mongod for the tests on port {port}"));
        let log = File::create(folder.join("mongod.log"))?;
        // Should we be killed, the kernel ends the server too.
        let child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL"])
            .arg(&mongod)
            .args(["--replSet", "tests", "--bind_ip", "127.0.0.1"])
            // What is kept is large.
            .args(["--wiredTigerCacheSizeGB", if kept { "1" } else { "0.5" }])
            .args(["--setParameter", "diagnosticDataCollectionEnabled=false"])
            // Each test has dozens of collections: files that nobody uses are closed soon.
            .args(["--setParameter", "wiredTigerSessionCloseIdleTimeSecs=10"])
            .args([
                "--wiredTigerEngineConfigString",
                "file_manager=(close_idle_time=10,close_scan_interval=5)",
            ])
            // As in a server of the platform's own.
            .args(["--setParameter", "transactionLifetimeLimitSeconds=5"])
            // Hard cases hold documents that expired long ago, and are compared with their source.
            .args(["--setParameter", "ttlMonitorEnabled=false"])
            .arg("--port")
            .arg(port.to_string())
            .arg("--dbpath")
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("could not start mongod through setpriv")?;
        let server = Self {
            uri: format!("mongodb://127.0.0.1:{port}/?replicaSet=tests&directConnection=true"),
            child,
            folder,
            kept,
        };
        let script = places::e2e().join("support/initiate.py");
        shell::run(Command::new(python).arg(script).arg(port.to_string())).with_context(|| {
            format!("the test server did not start; see {}/mongod.log", server.folder.display())
        })?;
        Ok(server)
    }

    /// Where the run keeps its temporary files.
    pub fn temporary(&self) -> PathBuf {
        self.folder.join("tmp")
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        // It may be gone already, and what it leaves behind lies in the target folder.
        if self.kept {
            // It may write what it has.
            let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        } else {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
        if !self.kept {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Folders of runs that were killed before they could clean up.
fn remove_left_over() -> Result<()> {
    for entry in fs::read_dir(places::target())?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.strip_prefix(FOLDER).is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_starts_again_at_the_same_address() {
        let name = format!("{FOLDER}{}", std::process::id());
        let first = TestServer::start_kept(&name).unwrap().uri.clone();
        let second = TestServer::start_kept(&name).unwrap();
        assert_eq!(second.uri, first);
        let folder = second.folder.clone();
        drop(second);
        fs::remove_dir_all(folder).unwrap();
    }
}
