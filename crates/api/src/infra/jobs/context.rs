//! What a running job sees of the queue.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bson::Document;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use shared::id::{JobId, UserId};
use shared::system::JobProgress;
use tokio_util::sync::CancellationToken;

use super::document::JobDoc;
use super::registry::JobFailure;

/// Why a running job was asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StopReason {
    /// A person asked.
    Cancelled,
    /// The process is going down; another worker goes on.
    Draining,
    /// The lease is gone; another worker may be at it already.
    LeaseLost,
}

/// The job at hand. Cheap to clone; may be handed to blocking threads.
#[derive(Clone)]
pub struct JobContext {
    job: Arc<JobDoc>,
    signals: Arc<Signals>,
}

#[derive(Default)]
pub(super) struct Signals {
    stop: CancellationToken,
    reason: OnceLock<StopReason>,
    progress: Mutex<Option<JobProgress>>,
}

impl Signals {
    /// Asks the handler to stop. The first reason stands.
    pub(super) fn stop(&self, reason: StopReason) {
        if self.reason.set(reason).is_ok() {
            self.stop.cancel();
        }
    }

    pub(super) fn reason(&self) -> Option<StopReason> {
        self.reason.get().copied()
    }

    /// The newest progress, if there is one since it was last taken.
    pub(super) fn take_progress(&self) -> Option<JobProgress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl JobContext {
    pub(super) fn new(job: JobDoc) -> (Self, Arc<Signals>) {
        let signals = Arc::new(Signals::default());
        (Self { job: Arc::new(job), signals: Arc::clone(&signals) }, signals)
    }

    /// The job.
    pub fn id(&self) -> JobId {
        self.job.id
    }

    /// The payload as the handler's own type.
    ///
    /// # Errors
    /// [`JobFailure::Permanent`] when it is not of that shape: no repetition would help.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, JobFailure> {
        bson::deserialize_from_document(self.job.payload.clone())
            .map_err(|error| JobFailure::Permanent(format!("the job's payload cannot be read: {error}")))
    }

    /// The payload as it was stored.
    pub fn raw_payload(&self) -> &Document {
        &self.job.payload
    }

    /// Who asked for it, if a person did.
    pub fn started_by(&self) -> Option<UserId> {
        self.job.started_by
    }

    /// When it was asked for.
    pub fn created_at(&self) -> Timestamp {
        self.job.created_at.to_jiff()
    }

    /// The instant of the schedule that it stands for, if a schedule asked for it.
    pub fn scheduled_for(&self) -> Option<Timestamp> {
        self.job.scheduled_for.map(bson::DateTime::to_jiff)
    }

    /// Which attempt this is; the first is 1.
    pub fn attempt(&self) -> u32 {
        u32::try_from(self.job.attempts).unwrap_or(1)
    }

    /// Whether a failure now is the end of it.
    pub fn is_last_attempt(&self) -> bool {
        self.job.attempts >= self.job.max_attempts
    }

    /// Rises with each run of this job: of two runs, the one with the larger number is in force.
    pub fn fence(&self) -> i64 {
        self.job.fence
    }

    /// Fires when the handler should stop: a person cancelled, the process is going down, or the lease is lost.
    /// The handler then cleans up and returns [`JobFailure::Cancelled`]; what follows is the worker's business.
    pub fn stop(&self) -> &CancellationToken {
        &self.signals.stop
    }

    /// Whether a person cancelled the job, as against the process going down.
    pub fn is_cancelled_by_person(&self) -> bool {
        self.signals.reason() == Some(StopReason::Cancelled)
    }

    /// Says how far the job is. Costs nothing: the newest report is written with the next heartbeat, about once a
    /// second, however often this is called.
    pub fn report(&self, progress: JobProgress) {
        *self.signals.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
    }
}
