//! Looking at jobs.

use bson::doc;
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use serde::Deserialize;
use shared::id::{JobId, UserId};
use shared::system::{Job, JobStatus};

use super::Jobs;
use super::document::{JobDoc, word};
use super::queue::MAX_TIME;

/// A job and who may see it.
#[derive(Debug, Clone)]
pub struct StoredJob {
    /// The job as it travels.
    pub job: Job,
    /// Who asked for it, if a person did.
    pub started_by: Option<UserId>,
    /// Whether somebody asked for it to be stopped.
    pub cancel_requested: bool,
}

impl From<JobDoc> for StoredJob {
    fn from(doc: JobDoc) -> Self {
        let (started_by, cancel_requested) = (doc.started_by, doc.cancel_requested);
        Self { job: doc.into_job(), started_by, cancel_requested }
    }
}

/// Which jobs.
#[derive(Debug, Clone, Default)]
pub struct JobFilter {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only those that stand there.
    pub status: Option<JobStatus>,
    /// Only what this person asked for.
    pub started_by: Option<UserId>,
    /// Only those made before this one.
    pub before: Option<JobId>,
}

/// How many jobs of one kind are in one state.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Open {
    /// The kind.
    pub kind: String,
    /// `queued` or `running`.
    pub status: String,
    /// So many.
    pub count: u64,
}

impl Jobs {
    /// Takes these words out of every job that is about them: they named somebody who was erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_subjects(&self, subjects: &[String]) -> Result<()> {
        let about = doc! { "subject": { "$in": subjects } };
        self.jobs.update_many(about, doc! { "$set": { "subject": "erased" } }).await.map(|_| ())
    }

    /// One job.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, id: JobId) -> Result<Option<StoredJob>> {
        let job = self.jobs.find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?;
        Ok(job.map(StoredJob::from))
    }

    /// The newest jobs, newest first (by id, which rises with time), at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: &JobFilter, limit: u32) -> Result<Vec<StoredJob>> {
        let mut query = doc! {};
        if let Some(kind) = &filter.kind {
            query.insert("kind", kind);
        }
        if let Some(status) = filter.status {
            query.insert("status", word(status));
        }
        if let Some(user) = filter.started_by {
            query.insert("started_by", user.to_string());
        }
        if let Some(before) = filter.before {
            query.insert("_id", doc! { "$lt": before.to_string() });
        }
        let find = self.jobs.find(query).sort(doc! { "_id": -1 }).limit(i64::from(limit)).max_time(MAX_TIME);
        find.await?.map_ok(StoredJob::from).try_collect().await
    }

    /// How many jobs wait or run, by kind.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_by_kind(&self) -> Result<Vec<Open>> {
        let count = vec![
            doc! { "$match": { "open": true } },
            doc! { "$group": { "_id": { "kind": "$kind", "status": "$status" }, "count": { "$sum": 1_i64 } } },
            doc! { "$project": { "_id": 0, "kind": "$_id.kind", "status": "$_id.status", "count": 1 } },
            doc! { "$limit": 1_000_i64 },
        ];
        self.jobs.aggregate(count).with_type::<Open>().max_time(MAX_TIME).await?.try_collect().await
    }

    /// Since when the job that has been due longest waits for a worker; `None` if none is due. A job whose worker died
    /// is due since its lease ran out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due_since(&self) -> Result<Option<Timestamp>> {
        let due = doc! { "open": true, "due_at": { "$lte": self.clock.now() } };
        let oldest = self.jobs.find_one(due).sort(doc! { "due_at": 1 }).max_time(MAX_TIME).await?;
        Ok(oldest.map(|job| job.due_at.to_jiff()))
    }
}
