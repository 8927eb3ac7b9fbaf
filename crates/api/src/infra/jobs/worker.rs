//! A worker: claims due jobs, runs them side by side, and lets go of them in order.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::document::JobDoc;
use super::queue::Claim;
use super::registry::Registered;
use super::supervise::Supervisor;
use super::{Jobs, Registry};

/// How a worker works. The defaults are those of production.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// Who it is, for the log: host and process.
    pub name: String,
    /// How many jobs it runs at once.
    pub places: usize,
    /// For how long a job stays its own without a heartbeat. Longer than any pause of the process or the network that
    /// should be borne, and than the clocks of two machines differ.
    pub lease: Duration,
    /// How often it extends the lease, writes progress and asks whether the job was cancelled.
    pub beat: Duration,
    /// How often it looks for due jobs and schedules when nothing wakes it.
    pub poll: Duration,
    /// When it is stopped: how long jobs may run on before they are asked to stop too.
    pub finish_within: Duration,
    /// When it is stopped: after how long what still runs is cut off and given back.
    pub give_back_within: Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            name: "worker".to_owned(),
            places: 8,
            lease: Duration::from_secs(30),
            beat: Duration::from_secs(1),
            poll: Duration::from_secs(1),
            finish_within: Duration::from_secs(5),
            give_back_within: Duration::from_secs(20),
        }
    }
}

/// The signals of a worker that is going down, later ones stronger.
#[derive(Clone, Default)]
pub(super) struct Drain {
    /// Jobs are asked to stop.
    pub(super) ask: CancellationToken,
    /// Jobs are cut off.
    pub(super) cut: CancellationToken,
}

/// One of the workers of this process.
pub struct Worker {
    jobs: Jobs,
    registry: Arc<Registry>,
    settings: Arc<WorkerSettings>,
}

impl Worker {
    /// A worker on this queue that can do what is registered.
    pub fn new(jobs: Jobs, registry: Arc<Registry>, settings: WorkerSettings) -> Self {
        Self { jobs, registry, settings: Arc::new(settings) }
    }

    /// Works until `stop` fires, then lets go: claims nothing more, lets short jobs finish, asks the others to stop,
    /// and gives back at once what is unfinished, so that another worker goes on. Returns when nothing runs any more,
    /// at the latest a little after [`WorkerSettings::give_back_within`].
    ///
    /// Dropping the future cuts off the jobs without a word, as the death of the process would.
    pub async fn run(self, stop: CancellationToken) {
        let places = Arc::new(Semaphore::new(self.settings.places));
        let drain = Drain::default();
        let mut running = JoinSet::new();
        let mut failing = false;
        while !stop.is_cancelled() {
            while running.try_join_next().is_some() {}
            match self.round(&places, &drain, &mut running).await {
                Ok(()) if failing => {
                    failing = false;
                    tracing::info!("the job queue answers again");
                }
                Ok(()) => {}
                Err(error) if !failing => {
                    failing = true;
                    tracing::error!(%error, "the job queue does not answer: {error}");
                }
                Err(_) => {}
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.jobs.woken.notified(), if places.available_permits() > 0 => {}
                // A place became free.
                Some(_) = running.join_next() => {}
                () = sleep(self.settings.poll) => {}
            }
        }
        self.let_go(&drain, &mut running).await;
    }

    /// Fires what is scheduled and fills the free places.
    async fn round(
        &self,
        places: &Arc<Semaphore>,
        drain: &Drain,
        running: &mut JoinSet<()>,
    ) -> mongodb::error::Result<()> {
        // A schedule that cannot be read must not keep the jobs waiting.
        let fired = self.jobs.fire_schedules().await;
        while let Ok(place) = Arc::clone(places).try_acquire_owned() {
            let Some((job, kind, kind_place)) = self.claim().await? else { break };
            let supervisor = Supervisor {
                jobs: self.jobs.clone(),
                kind,
                settings: Arc::clone(&self.settings),
                drain: drain.clone(),
            };
            running.spawn(async move {
                supervisor.see_through(job).await;
                drop((place, kind_place));
            });
        }
        fired
    }

    async fn claim(&self) -> mongodb::error::Result<Option<(JobDoc, Arc<Registered>, OwnedSemaphorePermit)>> {
        for kinds in self.registry.claimable() {
            if kinds.is_empty() {
                continue;
            }
            let Some(job) = self.jobs.claim(&kinds, &self.settings.name, self.settings.lease).await? else {
                continue;
            };
            let Some(kind) = self.registry.get(&job.kind) else { continue };
            if let Ok(place) = Arc::clone(&kind.places).try_acquire_owned() {
                return Ok(Some((job, Arc::clone(kind), place)));
            }
            // Another worker with the same registry took the place meanwhile.
            self.jobs.give_back(Claim { id: job.id, fence: job.fence }).await?;
        }
        Ok(None)
    }

    async fn let_go(&self, drain: &Drain, running: &mut JoinSet<()>) {
        let all_done = async |running: &mut JoinSet<()>| while running.join_next().await.is_some() {};
        if timeout(self.settings.finish_within, all_done(running)).await.is_ok() {
            return;
        }
        drain.ask.cancel();
        let rest = self.settings.give_back_within.saturating_sub(self.settings.finish_within);
        if timeout(rest, all_done(running)).await.is_ok() {
            return;
        }
        drain.cut.cancel();
        all_done(running).await;
    }
}
