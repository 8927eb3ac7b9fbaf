//! The handle of a running server.

use std::sync::Arc;

use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use super::folder::Folder;
use super::launch::{Launched, Plan};
use super::locate::Places;
use super::refusal::EmbeddedError;
use super::replica::{SET_NAME, address};
use super::supervise::{self, blocking};
use crate::infra::db::settings::EmbeddedSettings;

/// How often another port is tried when the one found free was taken meanwhile.
const PORT_ATTEMPTS: u32 = 3;

/// How a server of our own is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerState {
    /// It accepts writes.
    Running {
        /// The process id of `mongod`.
        pid: u32,
    },
    /// It died and is being started again. Clients wait and reconnect.
    Restarting {
        /// Why it died.
        why: String,
    },
    /// It died too often and stays down.
    Failed {
        /// Why.
        why: String,
    },
    /// It was stopped.
    Stopped,
}

/// A `mongod` of our own that is kept running. Dropping it stops `mongod` too, but only [`stop`](Self::stop) waits.
#[derive(Debug)]
pub struct EmbeddedServer {
    uri: String,
    version: String,
    state: watch::Receiver<ServerState>,
    stop: oneshot::Sender<()>,
    keeper: JoinHandle<Result<(), EmbeddedError>>,
}

impl EmbeddedServer {
    /// Starts a server and waits until it accepts writes. Its supervision lives on the current tokio runtime.
    ///
    /// # Errors
    /// Whatever stands in the way, in words for whoever started `avenue`.
    pub async fn start(settings: &EmbeddedSettings) -> Result<Self, EmbeddedError> {
        let (plan, launched) = prepare_and_start(settings).await?;
        let (state, watcher) = watch::channel(ServerState::Running { pid: launched.pid });
        let (stop, told) = oneshot::channel();
        let uri = format!("mongodb://{}/?replicaSet={SET_NAME}", address(plan.port));
        let version = plan.mongod.version.clone();
        tracing::info!(pid = launched.pid, version, folder = %plan.folder.root().display(), "the embedded database is up");
        let keeper = tokio::spawn(supervise::keep(launched, Arc::new(plan), state, told));
        Ok(Self { uri, version, state: watcher, stop, keeper })
    }

    /// Where it is: a connection string without credentials, on loopback. It stays the same over restarts.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The version of `mongod`, such as `6.0.5`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How it is doing now.
    pub fn state(&self) -> ServerState {
        self.state.borrow().clone()
    }

    /// Tells every change of [`state`](Self::state). On `Failed` the process should end: no database comes back.
    pub fn watch(&self) -> watch::Receiver<ServerState> {
        self.state.clone()
    }

    /// Stops `mongod` and waits until it has closed its files.
    ///
    /// # Errors
    /// When it had already been given up, or its guard does not stop it.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        // When the keeper has already ended, its result says why.
        self.stop.send(()).ok();
        match self.keeper.await {
            Ok(result) => result,
            Err(why) => Err(EmbeddedError::Guard(why.to_string())),
        }
    }
}

async fn prepare_and_start(settings: &EmbeddedSettings) -> Result<(Plan, Launched), EmbeddedError> {
    let settings = settings.clone();
    let mut plan = blocking(move || {
        let mongod = Places::new(settings.mongod.clone()).find()?;
        let folder = Folder::take(&settings)?;
        let port = folder.port()?;
        Ok(Plan { settings, mongod, folder, port })
    })
    .await?;
    let mut attempts = 1;
    loop {
        match supervise::start(&plan).await {
            Ok(launched) => return Ok((plan, launched)),
            Err(EmbeddedError::Ended { words, .. })
                if attempts < PORT_ATTEMPTS && words.contains("Address already in use") =>
            {
                attempts += 1;
                plan.port = plan.folder.port()?;
            }
            Err(error) => return Err(error),
        }
    }
}
