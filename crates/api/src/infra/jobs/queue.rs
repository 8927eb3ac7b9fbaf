//! The moves of a job between states, each one conditional write.

use std::sync::Arc;
use std::time::Duration;

use bson::{Bson, DateTime, Document, doc};
use jiff::{SignedDuration, Timestamp};
use mongodb::error::Result;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::id::JobId;
use shared::system::{JobProgress, JobStatus};
use tokio::sync::Notify;

use super::document::{JobDoc, indexes, word};
use super::list::StoredJob;
use super::new_job::{Enqueued, NewJob};
use super::schedule::ScheduleDoc;
use crate::infra::bulk::Bulk;
use crate::infra::clock::Clock;
use crate::infra::db::is_duplicate;
use crate::infra::operation;

/// No query of the queue takes longer.
pub(super) const MAX_TIME: Duration = Duration::from_secs(10);

/// The queue. Cheap to clone; all clones are the same queue.
#[derive(Clone)]
pub struct Jobs {
    pub(super) jobs: Collection<JobDoc>,
    pub(super) schedules: Collection<ScheduleDoc>,
    pub(super) clock: Clock,
    pub(super) woken: Arc<Notify>,
}

/// What became of the wish to stop a job.
#[derive(Debug, Clone)]
pub enum Cancellation {
    /// It is stopped, or its worker was told.
    Accepted(Box<StoredJob>),
    /// It has ended, cannot be stopped, or was told already; this is how it stands.
    Refused(Box<StoredJob>),
    /// There is no such job.
    NotFound,
}

/// The right to write about a job, as given by one claim.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub id: JobId,
    pub fence: i64,
}

impl Claim {
    fn filter(self) -> Document {
        doc! { "_id": self.id.to_string(), "fence": self.fence, "status": word(JobStatus::Running) }
    }
}

/// What a heartbeat found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beat {
    Held { cancel_requested: bool },
    Lost,
}

impl Jobs {
    /// The queue in this database.
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self {
            jobs: database.collection("jobs"),
            schedules: database.collection("job_schedules"),
            clock,
            woken: Arc::new(Notify::new()),
        }
    }

    /// The same queue through another pool: its workers hear of what is put in.
    #[must_use]
    pub fn through(&self, database: &Database) -> Self {
        Self { woken: Arc::clone(&self.woken), ..Self::new(database, self.clock.clone()) }
    }

    /// Makes the indexes that the queue's promises rest on. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> Result<()> {
        self.jobs.create_indexes(indexes()).await?;
        self.schedules.create_indexes(super::schedule::indexes()).await?;
        Ok(())
    }

    /// Asks for work, in the caller's transaction if there is one. An open job with the same unique key is found
    /// instead of making a second.
    ///
    /// # Errors
    /// When the database fails; inside a transaction also (as a duplicate key, or to be retried) when a job with the
    /// same unique key appears at the same moment.
    pub async fn enqueue(&self, new: NewJob, session: Option<&mut ClientSession>) -> Result<Enqueued> {
        self.insert(new, None, session).await
    }

    /// Adds work to what is written in bulk, as asked for at an instant, under an id that the caller made.
    ///
    /// # Errors
    /// When it is nothing that the database can hold.
    pub fn add_to(&self, bulk: &mut Bulk, new: NewJob, id: JobId, at: Timestamp) -> Result<()> {
        bulk.add(&self.jobs, &JobDoc { id, ..new.into_doc(at, None) })
    }

    /// Makes the workers of this process look for work now. Call it after the commit of a transaction that enqueued;
    /// without it they look within a second.
    pub fn wake(&self) {
        self.woken.notify_one();
    }

    pub(super) async fn insert(
        &self,
        new: NewJob,
        occurrence: Option<(String, Timestamp)>,
        mut session: Option<&mut ClientSession>,
    ) -> Result<Enqueued> {
        let job = new.into_doc(self.clock.now(), occurrence);
        // Carried out again, an operation gives the same id again.
        let again = operation::is_repeated();
        loop {
            if again && self.get(job.id).await?.is_some() {
                return Ok(Enqueued::Existing(job.id));
            }
            if let Some(id) = self.twin_of(&job, session.as_deref_mut()).await? {
                return Ok(Enqueued::Existing(id));
            }
            let insert = self.jobs.insert_one(&job);
            let Some(session) = session.as_deref_mut() else {
                match insert.await {
                    Ok(_) => {
                        self.wake();
                        return Ok(Enqueued::New(job.id));
                    }
                    // Somebody was faster. Either the twin is there now, or it has ended and the way is free.
                    Err(error) if is_duplicate(&error) => continue,
                    Err(error) => return Err(error),
                }
            };
            insert.session(session).await?;
            return Ok(Enqueued::New(job.id));
        }
    }

    async fn twin_of(&self, job: &JobDoc, session: Option<&mut ClientSession>) -> Result<Option<JobId>> {
        let mut either = Vec::new();
        if let Some(key) = &job.unique_key {
            either.push(doc! { "open": true, "unique_key": key });
        }
        if let Some(occurrence) = &job.occurrence {
            either.push(doc! { "occurrence": occurrence });
        }
        if either.is_empty() {
            return Ok(None);
        }
        let either = doc! { "$or": either };
        let twin = match session {
            // Written to, since a transaction reads what was a moment ago: where the twin has ended meanwhile, this is a
            // conflict and the caller's transaction is tried again.
            Some(session) => {
                let asked = doc! { "$set": { "asked_again_at": DateTime::from_jiff(self.clock.real_now()) } };
                self.jobs.find_one_and_update(either, asked).max_time(MAX_TIME).session(session).await?
            }
            None => self.jobs.find_one(either).max_time(MAX_TIME).await?,
        };
        Ok(twin.map(|twin| twin.id))
    }

    /// Asks for a job to be stopped: at once if it waits, by its worker if it runs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cancel(&self, id: JobId) -> Result<Cancellation> {
        let waits = |then: Bson, otherwise: &str| {
            doc! { "$cond": [{ "$eq": ["$status", word(JobStatus::Queued)] }, then, otherwise] }
        };
        let now = Bson::from(self.clock.now());
        let update = vec![doc! { "$set": {
            "cancel_requested": true,
            "status": waits(word(JobStatus::Cancelled).into(), "$status"),
            "open": waits(false.into(), "$open"),
            "finished_at": waits(now, "$finished_at"),
        } }];
        let filter = doc! {
            "_id": id.to_string(), "open": true, "cancellable": true, "cancel_requested": false,
        };
        let told = self
            .jobs
            .find_one_and_update(filter, update)
            .return_document(ReturnDocument::After)
            .max_time(MAX_TIME)
            .await?;
        if let Some(job) = told {
            return Ok(Cancellation::Accepted(Box::new(job.into())));
        }
        Ok(match self.get(id).await? {
            Some(job) => Cancellation::Refused(Box::new(job)),
            None => Cancellation::NotFound,
        })
    }

    /// Takes the job of these kinds that has been due longest, whether it waits or its worker's lease ran out.
    pub(super) async fn claim(
        &self,
        kinds: &[&'static str],
        worker: &str,
        lease: Duration,
    ) -> Result<Option<JobDoc>> {
        let now = self.clock.now();
        let filter = doc! { "open": true, "kind": { "$in": kinds }, "due_at": { "$lte": now } };
        let update = doc! {
            "$set": {
                "status": word(JobStatus::Running),
                "worker": worker,
                "started_at": now,
                "due_at": later(now, lease),
            },
            "$inc": { "fence": 1, "attempts": 1 },
        };
        self.jobs
            .find_one_and_update(filter, update)
            .sort(doc! { "due_at": 1 })
            .return_document(ReturnDocument::After)
            .max_time(MAX_TIME)
            .await
    }

    /// Extends the lease and writes the progress along.
    pub(super) async fn beat(
        &self,
        claim: Claim,
        lease: Duration,
        progress: Option<&JobProgress>,
    ) -> Result<Beat> {
        let mut set = doc! { "due_at": later(self.clock.now(), lease) };
        if let Some(progress) = progress {
            set.insert("progress", bson::serialize_to_bson(progress)?);
        }
        let job = self
            .jobs
            .find_one_and_update(claim.filter(), doc! { "$set": set })
            .return_document(ReturnDocument::After)
            .max_time(MAX_TIME)
            .await?;
        Ok(job.map_or(Beat::Lost, |job| Beat::Held { cancel_requested: job.cancel_requested }))
    }

    /// Ends a job. `false` if the claim no longer holds; then nothing was written.
    pub(super) async fn finish(
        &self,
        claim: Claim,
        end: End,
        progress: Option<&JobProgress>,
    ) -> Result<bool> {
        let mut set = doc! { "open": false, "finished_at": self.clock.now() };
        let mut unset = doc! { "worker": "" };
        if let Some(progress) = progress {
            set.insert("progress", bson::serialize_to_bson(progress)?);
        }
        match end {
            End::Succeeded(result) => {
                set.insert("status", word(JobStatus::Succeeded));
                set.insert("result", result);
                unset.insert("error", "");
            }
            End::Failed(error) => {
                set.insert("status", word(JobStatus::Failed));
                set.insert("error", error);
            }
            End::Cancelled => {
                set.insert("status", word(JobStatus::Cancelled));
            }
        }
        self.write(claim, doc! { "$set": set, "$unset": unset }).await
    }

    /// Puts a job back, to be tried again after a wait. `false` if the claim no longer holds.
    pub(super) async fn retry(&self, claim: Claim, wait: Duration, error: &str) -> Result<bool> {
        let set = doc! {
            "status": word(JobStatus::Queued),
            "due_at": later(self.clock.now(), wait),
            "error": error,
        };
        self.write(claim, doc! { "$set": set, "$unset": { "worker": "" } }).await
    }

    /// Gives a job back at once, as if it had not been begun. `false` if the claim no longer holds.
    pub(super) async fn give_back(&self, claim: Claim) -> Result<bool> {
        let set = doc! { "status": word(JobStatus::Queued), "due_at": self.clock.now() };
        let given = self
            .write(claim, doc! { "$set": set, "$unset": { "worker": "" }, "$inc": { "attempts": -1 } })
            .await?;
        self.wake();
        Ok(given)
    }

    async fn write(&self, claim: Claim, update: Document) -> Result<bool> {
        Ok(self.jobs.update_one(claim.filter(), update).await?.matched_count == 1)
    }
}

/// How a job ends.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// With the result as JSON text.
    Succeeded(String),
    Failed(String),
    Cancelled,
}

fn later(now: Timestamp, wait: Duration) -> DateTime {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
    DateTime::from_jiff(now.saturating_add(wait).unwrap_or(Timestamp::MAX))
}
