//! A job as it is stored.

use bson::{DateTime, Document, doc};
use mongodb::IndexModel;
use mongodb::options::IndexOptions;
use serde::{Deserialize, Serialize};
use shared::id::{JobId, UserId};
use shared::system::{Job, JobProgress, JobStatus};
use std::time::Duration;

/// How long a job stays after it ended.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// One document of `jobs`. Shard key it would have: `{ _id: "hashed" }` without `unique_key` and `occurrence`, which
/// would then move into collections of their own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct JobDoc {
    #[serde(rename = "_id")]
    pub id: JobId,
    pub kind: String,
    pub subject: String,
    pub payload: Document,
    pub status: JobStatus,
    /// Whether it is yet to end; what the partial indexes hang on.
    pub open: bool,
    /// When a worker may take it: its time while it is queued, the end of the lease while it is running.
    pub due_at: DateTime,
    /// Raised by each claim.
    pub fence: i64,
    pub attempts: i32,
    pub max_attempts: i32,
    pub cancellable: bool,
    pub cancel_requested: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_key: Option<String>,
    /// `<schedule>@<instant>`, if a schedule asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_for: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_by: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<JobProgress>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// As JSON text: BSON would take Extended JSON inside it for values of its own types.
    pub result: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub created_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime>,
}

impl JobDoc {
    /// The job as it travels. A result that is not JSON is left out rather than failing the whole answer.
    pub(super) fn into_job(self) -> Job {
        let result = self.result.and_then(|result| serde_json::from_str(&result).ok());
        let result = result.filter(|result: &serde_json::Value| !result.is_null());
        Job {
            id: self.id,
            kind: self.kind,
            subject: self.subject,
            status: self.status,
            progress: self.progress,
            result,
            error: self.error,
            attempts: u32::try_from(self.attempts).unwrap_or(0),
            created_at: self.created_at.to_jiff(),
            started_at: self.started_at.map(DateTime::to_jiff),
            finished_at: self.finished_at.map(DateTime::to_jiff),
            cancellable: self.open && self.cancellable && !self.cancel_requested,
        }
    }
}

/// The word of a status in the database, which is its word in JSON.
pub(super) const fn word(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Queued => "queued",
        JobStatus::Running => "running",
        JobStatus::Succeeded => "succeeded",
        JobStatus::Failed => "failed",
        JobStatus::Cancelled => "cancelled",
    }
}

/// What `jobs` is searched by.
pub(super) fn indexes() -> Vec<IndexModel> {
    let index =
        |keys: Document, options: IndexOptions| IndexModel::builder().keys(keys).options(options).build();
    let named = |name: &str| IndexOptions::builder().name(name.to_owned());
    vec![
        index(
            doc! { "kind": 1, "due_at": 1 },
            named("claim").partial_filter_expression(doc! { "open": true }).build(),
        ),
        index(doc! { "due_at": 1 }, named("due").partial_filter_expression(doc! { "open": true }).build()),
        index(
            doc! { "unique_key": 1 },
            named("one_open_per_unique_key")
                .unique(true)
                .partial_filter_expression(doc! { "open": true, "unique_key": { "$exists": true } })
                .build(),
        ),
        index(
            doc! { "occurrence": 1 },
            named("one_per_occurrence")
                .unique(true)
                .partial_filter_expression(doc! { "occurrence": { "$exists": true } })
                .build(),
        ),
        index(doc! { "finished_at": 1 }, named("kept_thirty_days").expire_after(KEPT).build()),
        index(doc! { "kind": 1, "_id": -1 }, named("by_kind").build()),
        index(doc! { "status": 1, "_id": -1 }, named("by_status").build()),
        index(doc! { "kind": 1, "status": 1, "_id": -1 }, named("by_kind_and_status").build()),
        index(doc! { "started_by": 1, "_id": -1 }, named("by_starter").build()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_word_is_the_one_that_travels() {
        for status in [
            JobStatus::Queued,
            JobStatus::Running,
            JobStatus::Succeeded,
            JobStatus::Failed,
            JobStatus::Cancelled,
        ] {
            assert_eq!(bson::serialize_to_bson(&status).unwrap(), bson::Bson::from(word(status)));
        }
    }
}
