//! The job queue, with real workers on a real database and a clock that stands still.

mod cancelling;
mod draining;
mod failing;
mod leases;
mod running;
mod schedules;

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::infra::clock::Clock;
use api::infra::jobs::{Jobs, Kind, NewJob, Registry, StoredJob, Worker, WorkerSettings};
use jiff::{SignedDuration, Timestamp};
use shared::id::JobId;
use shared::system::JobStatus;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::{NOON, mongo};

/// Longer than the lease of a test's worker.
const LEASE_AND_MORE: SignedDuration = SignedDuration::from_secs(31);

/// A queue of its own.
struct Queue {
    jobs: Jobs,
    clock: Clock,
    database: mongodb::Database,
}

impl Queue {
    async fn new() -> Self {
        let database = mongo::fresh_database().await.database().clone();
        let clock = Clock::held(NOON.parse::<Timestamp>().unwrap());
        let jobs = Jobs::new(&database, clock.clone());
        jobs.ensure_indexes().await.unwrap();
        Self { jobs, clock, database }
    }

    /// The same queue as another process sees it: nothing in memory is shared but the time.
    fn elsewhere(&self) -> Jobs {
        Jobs::new(&self.database, self.clock.clone())
    }

    async fn ask(&self, job: NewJob) -> JobId {
        self.jobs.enqueue(job, None).await.unwrap().id()
    }

    async fn job(&self, id: JobId) -> StoredJob {
        self.jobs.get(id).await.unwrap().unwrap()
    }

    async fn until_it_is(&self, id: JobId, status: JobStatus) -> StoredJob {
        eventually(&format!("job {id} to be {status:?}"), async || self.job(id).await.job.status == status)
            .await;
        self.job(id).await
    }
}

/// A worker in a process of its own, as far as the queue can tell.
struct Process {
    stop: CancellationToken,
    run: JoinHandle<()>,
}

impl Process {
    fn start(queue: &Queue, kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self::with(queue, kinds, quick())
    }

    fn with(queue: &Queue, kinds: impl IntoIterator<Item = Kind>, settings: WorkerSettings) -> Self {
        let mut registry = Registry::new();
        for kind in kinds {
            registry.register(kind).unwrap();
        }
        let stop = CancellationToken::new();
        let worker = Worker::new(queue.elsewhere(), Arc::new(registry), settings);
        let run = tokio::spawn(worker.run(stop.clone()));
        Self { stop, run }
    }

    /// Stops it in order.
    async fn stop(self) {
        self.stop.cancel();
        self.run.await.unwrap();
    }

    /// Ends it as `kill -9` would.
    async fn kill(self) {
        self.run.abort();
        assert!(self.run.await.unwrap_err().is_cancelled());
    }
}

/// A worker that does not keep a test waiting. Its lease is that of production, because the clock stands still.
fn quick() -> WorkerSettings {
    WorkerSettings {
        beat: Duration::from_millis(20),
        poll: Duration::from_millis(10),
        finish_within: Duration::from_millis(50),
        give_back_within: Duration::from_millis(200),
        ..WorkerSettings::default()
    }
}

/// Waits for a condition.
async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds().await {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
