//! Sees one claimed job through: heartbeats while it runs, and the one write that ends it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use mongodb::error::Result;
use serde_json::Value;
use shared::system::JobProgress;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, timeout};
use tokio_util::task::AbortOnDropHandle;

use super::context::{Signals, StopReason};
use super::document::JobDoc;
use super::queue::{Beat, Claim, End};
use super::registry::{GivenUp, Registered};
use super::worker::Drain;
use super::{JobContext, JobFailure, Jobs, WorkerSettings};
use crate::infra::ids::random_bytes;

pub(super) struct Supervisor {
    pub(super) jobs: Jobs,
    pub(super) kind: Arc<Registered>,
    pub(super) settings: Arc<WorkerSettings>,
    pub(super) drain: Drain,
}

/// How a run ended, seen from outside.
enum Outcome {
    Returned(std::result::Result<Value, JobFailure>),
    /// Cut off because the process goes down.
    CutOff,
    /// Cut off because the job is no longer ours.
    LeaseLost,
}

impl Supervisor {
    /// Runs the job to whatever end it comes to.
    pub(super) async fn see_through(&self, job: JobDoc) {
        let claim = Claim { id: job.id, fence: job.fence };
        // Who cancelled while the job was between two workers finds it stopped by the next one.
        if job.cancel_requested {
            self.write(claim, Step::End(End::Cancelled), None).await;
            return;
        }
        if job.attempts > job.max_attempts {
            let error =
                job.error.clone().unwrap_or_else(|| "its workers died while they were at it".to_owned());
            self.give_up(claim, &job, error, None).await;
            return;
        }
        let (context, signals) = JobContext::new(job.clone());
        let outcome = self.run(claim, context, &signals).await;
        self.settle(claim, &job, outcome, &signals).await;
    }

    async fn run(&self, claim: Claim, context: JobContext, signals: &Signals) -> Outcome {
        let kind = Arc::clone(&self.kind);
        let mut handler = AbortOnDropHandle::new(tokio::spawn(async move { kind.run(context).await }));
        // The claim was the first beat.
        let mut beat = interval_at(Instant::now() + self.settings.beat, self.settings.beat);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut held_until = self.lease_end();
        loop {
            tokio::select! {
                ended = &mut handler => {
                    let lost = |_| Err(JobFailure::Retry("the job was cut off".to_owned()));
                    return Outcome::Returned(ended.unwrap_or_else(lost));
                }
                () = self.drain.cut.cancelled() => {
                    handler.abort();
                    // Until it is really gone, the job must not be given to another.
                    let _ = (&mut handler).await;
                    return Outcome::CutOff;
                }
                () = self.drain.ask.cancelled(), if signals.reason().is_none() => {
                    signals.stop(StopReason::Draining);
                }
                _ = beat.tick() => {
                    let until = self.lease_end();
                    match self.beat(claim, signals).await {
                        Some(Beat::Held { cancel_requested }) => {
                            held_until = until;
                            if cancel_requested {
                                signals.stop(StopReason::Cancelled);
                            }
                        }
                        None if self.jobs.clock.now() < held_until => {}
                        Some(Beat::Lost) | None => {
                            signals.stop(StopReason::LeaseLost);
                            return Outcome::LeaseLost;
                        }
                    }
                }
            }
        }
    }

    /// `None` if the database did not answer; then the lease runs on and off.
    async fn beat(&self, claim: Claim, signals: &Signals) -> Option<Beat> {
        let progress = signals.take_progress();
        let beat = self.jobs.beat(claim, self.settings.lease, progress.as_ref());
        timeout(self.settings.lease / 3, beat).await.ok()?.ok()
    }

    async fn settle(&self, claim: Claim, job: &JobDoc, outcome: Outcome, signals: &Signals) {
        let progress = signals.take_progress();
        let step = match outcome {
            Outcome::LeaseLost => {
                tracing::warn!(job = %job.id, "the lease of job {} was lost; its run is dropped", job.id);
                return;
            }
            Outcome::CutOff => Step::GiveBack,
            // As text: BSON would take Extended JSON inside the result for values of its own types and lose its form.
            Outcome::Returned(Ok(result)) => Step::End(End::Succeeded(result.to_string())),
            Outcome::Returned(Err(JobFailure::Cancelled)) => match signals.reason() {
                Some(StopReason::Draining) => Step::GiveBack,
                Some(StopReason::Cancelled | StopReason::LeaseLost) | None => Step::End(End::Cancelled),
            },
            Outcome::Returned(Err(JobFailure::Retry(error))) if job.attempts < job.max_attempts => {
                tracing::warn!(job = %job.id, kind = job.kind, %error, "job {} failed and is tried again", job.id);
                Step::Retry(self.wait(job), error)
            }
            Outcome::Returned(Err(JobFailure::RetryIn(error, wait))) if job.attempts < job.max_attempts => {
                tracing::warn!(job = %job.id, kind = job.kind, %error, "job {} failed and is tried again", job.id);
                Step::Retry(wait, error)
            }
            Outcome::Returned(Err(
                JobFailure::Retry(error) | JobFailure::RetryIn(error, _) | JobFailure::Permanent(error),
            )) => {
                return self.give_up(claim, job, error, progress).await;
            }
        };
        self.write(claim, step, progress).await;
    }

    async fn give_up(&self, claim: Claim, job: &JobDoc, error: String, progress: Option<JobProgress>) {
        tracing::error!(job = %job.id, kind = job.kind, %error, "job {} failed for good", job.id);
        let given_up = GivenUp { id: job.id, payload: job.payload.clone(), error: error.clone() };
        if let Err(error) = self.kind.gave_up(given_up).await {
            tracing::error!(job = %job.id, %error, "what follows the failure of job {} failed too", job.id);
        }
        self.write(claim, Step::End(End::Failed(error)), progress).await;
    }

    /// Writes until the database answers or the lease would be over anyway; then another worker takes the job up.
    async fn write(&self, claim: Claim, step: Step, progress: Option<JobProgress>) {
        let until = self.lease_end();
        loop {
            match self.try_write(claim, &step, progress.as_ref()).await {
                Ok(true) => return,
                Ok(false) => {
                    tracing::warn!(job = %claim.id, "job {} was taken over; nothing was written", claim.id);
                    return;
                }
                Err(error) if self.jobs.clock.now() >= until => {
                    tracing::error!(job = %claim.id, %error, "the end of job {} could not be written", claim.id);
                    return;
                }
                Err(_) => sleep(self.settings.beat).await,
            }
        }
    }

    async fn try_write(&self, claim: Claim, step: &Step, progress: Option<&JobProgress>) -> Result<bool> {
        match step {
            Step::End(end) => self.jobs.finish(claim, end.clone(), progress).await,
            Step::Retry(wait, error) => self.jobs.retry(claim, *wait, error).await,
            Step::GiveBack => self.jobs.give_back(claim).await,
        }
    }

    fn wait(&self, job: &JobDoc) -> Duration {
        let failures = u32::try_from(job.attempts).unwrap_or(1);
        let chance = random_bytes().map_or(127, |[chance, ..]| chance);
        self.kind.backoff.wait(failures, chance)
    }

    fn lease_end(&self) -> Timestamp {
        self.jobs.clock.now().saturating_add(self.settings.lease).unwrap_or(Timestamp::MAX)
    }
}

enum Step {
    End(End),
    Retry(Duration, String),
    GiveBack,
}
