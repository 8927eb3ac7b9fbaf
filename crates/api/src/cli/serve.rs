//! `avenue serve`: the API, the app, and background jobs, until a signal says stop.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{COULD_NOT, admin, read_config, runtime};
use crate::app::{AppState, build_app};
use crate::config::Config;
use crate::infra::clock::Clock;
use crate::infra::db::Db;
use crate::infra::jobs::{Registry, Worker, WorkerSettings};

/// How to serve.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave background jobs to other processes (`avenue worker`)
    #[arg(long)]
    no_jobs: bool,
}

/// How long requests may take to end after a signal, in seconds.
const DRAIN_SECONDS: u64 = 25;

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let config = match read_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    runtime::block_on(&config.clone(), serve(config, !args.no_jobs))
}

/// `avenue worker`: background jobs alone.
pub fn run_worker() -> ExitCode {
    let config = match read_config() {
        Ok(config) => config,
        Err(code) => return code,
    };
    runtime::block_on(&config.clone(), async {
        with_state(config, async |state, registry| {
            let stop = CancellationToken::new();
            let worker = start_worker(&state, registry, stop.clone());
            tracing::info!("working; SIGTERM stops");
            stop_signal().await;
            stop.cancel();
            drop(worker.await);
            ExitCode::SUCCESS
        })
        .await
    })
}

async fn serve(config: Config, with_jobs: bool) -> ExitCode {
    with_state(config, async |state, registry| {
        let stop = CancellationToken::new();
        let worker = with_jobs.then(|| start_worker(&state, registry, stop.clone()));
        let code = answer(&state, &stop).await;
        stop.cancel();
        if let Some(worker) = worker {
            drop(worker.await);
        }
        code
    })
    .await
}

/// Runs `work` on a ready database.
pub fn with_state_of(config: Config, work: impl AsyncFnOnce(AppState, Registry) -> ExitCode) -> ExitCode {
    runtime::block_on(&config.clone(), with_state(config, work))
}

/// Opens the database, makes it ready, and closes it after `work`.
async fn with_state(config: Config, work: impl AsyncFnOnce(AppState, Registry) -> ExitCode) -> ExitCode {
    let opened = match runtime::open_database(&config).await {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let code = match ready(config, opened.db.clone()).await {
        Ok((state, registry)) => {
            let reports = state.reports.clone();
            let code = work(state, registry).await;
            if let Some(reports) = reports {
                reports.flush(Duration::from_secs(2));
            }
            code
        }
        Err(problem) => {
            eprintln!("Avenue could not start: {problem}");
            ExitCode::from(COULD_NOT)
        }
    };
    runtime::close(opened).await;
    code
}

async fn ready(config: Config, db: Db) -> Result<(AppState, Registry), Box<dyn std::error::Error>> {
    let state = AppState::new(config, Clock::system(), db);
    state.prepare().await?;
    state.backups.start().await?;
    state.notifications.start().await?;
    admin::welcome(&state).await?;
    let registry = state.registry()?;
    Ok((state, registry))
}

fn start_worker(state: &AppState, registry: Registry, stop: CancellationToken) -> JoinHandle<()> {
    let settings =
        WorkerSettings { name: format!("avenue {}", std::process::id()), ..WorkerSettings::default() };
    let worker = Worker::new(state.jobs.clone(), Arc::new(registry), settings);
    tokio::spawn(worker.run(stop))
}

/// Answers requests until a signal comes, then lets those under way end. Jobs are let go at the same moment (`stop`),
/// so that both are done within the time that an orchestrator waits before it kills.
async fn answer(state: &AppState, stop: &CancellationToken) -> ExitCode {
    allow_many_connections();
    let listen = state.config.http.listen;
    let shared = state.clone();
    let server = HttpServer::new(move || build_app(&on_this_thread(&shared)))
        .client_request_timeout(Duration::from_secs(10))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(DRAIN_SECONDS)
        .disable_signals()
        .bind(listen);
    let server = match server {
        Ok(server) => server,
        Err(error) => {
            eprintln!("{listen} cannot be served on: {error}; choose another by AVENUE_LISTEN");
            return ExitCode::from(COULD_NOT);
        }
    };
    for address in server.addrs() {
        println!("Avenue answers on http://{address}");
    }
    let server = server.run();
    let handle = server.handle();
    tokio::spawn(tidy(state.clone(), stop.clone()));
    let (stop_jobs, notifications) = (stop.clone(), state.notifications.clone());
    let stopper = tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping: requests and jobs under way may end");
        stop_jobs.cancel();
        // Streams end only when they are told to.
        notifications.stop_streams();
        handle.stop(true).await;
    });
    let outcome = server.await;
    stopper.abort();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the server failed: {error}");
            ExitCode::from(COULD_NOT)
        }
    }
}

/// The platform with connections that live on the thread that answers.
fn on_this_thread(state: &AppState) -> AppState {
    state.on_this_thread().unwrap_or_else(|error| {
        tracing::error!(%error, "a thread that answers has no connections of its own: {error}");
        state.clone()
    })
}

/// Each connection is an open file, and whoever listens keeps one open: as many as the system grants are asked for. Where it
/// refuses, what was allowed before has to do.
fn allow_many_connections() {
    let files = getrlimit(Resource::Nofile);
    let all = Rlimit { current: files.maximum, maximum: files.maximum };
    if let Err(error) = setrlimit(Resource::Nofile, all) {
        tracing::debug!(%error, "no more open files are allowed");
    }
}

/// Puts the durations of requests into their counts every few seconds, so that they take no memory where nobody reads the
/// metrics.
async fn tidy(state: AppState, stop: CancellationToken) {
    while tokio::time::timeout(Duration::from_secs(5), stop.cancelled()).await.is_err() {
        state.metrics.tidy();
    }
}

/// Waits for SIGTERM or Ctrl-C.
async fn stop_signal() {
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
