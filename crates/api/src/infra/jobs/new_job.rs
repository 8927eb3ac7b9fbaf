//! What is asked for.

use bson::{DateTime, Document};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::{JobId, UserId};
use shared::system::JobStatus;

use super::document::JobDoc;
use crate::infra::ids::new_id;

/// Work to be done. Begin with [`NewJob::new`]; every other property has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewJob {
    /// Which registered work: `<domain>.<verb>`.
    pub kind: String,
    /// What it is about, for a person, in a few words. Shown in lists; no secrets.
    pub subject: String,
    /// What the handler needs to know. Ids rather than content; no secrets.
    pub payload: Document,
    /// Not before this instant; at once if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_at: Option<Timestamp>,
    /// While an open job has this key, no second one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique_key: Option<String>,
    /// How often it is begun at most; 1 means that it is not repeated.
    pub max_attempts: u16,
    /// Who asked; absent for schedules and the command line. May see and cancel it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_by: Option<UserId>,
    /// Whether a person may stop it. Set it only if the handler heeds [`super::JobContext::stop`].
    pub cancellable: bool,
}

impl NewJob {
    /// A job of this kind about this subject: at once, with an empty payload, three attempts, not cancellable.
    pub fn new(kind: impl Into<String>, subject: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            subject: subject.into(),
            payload: Document::new(),
            run_at: None,
            unique_key: None,
            max_attempts: 3,
            started_by: None,
            cancellable: false,
        }
    }

    /// With this payload.
    #[must_use]
    pub fn payload(self, payload: Document) -> Self {
        Self { payload, ..self }
    }

    /// Not before this instant.
    #[must_use]
    pub fn run_at(self, at: Timestamp) -> Self {
        Self { run_at: Some(at), ..self }
    }

    /// Only if no open job has this key.
    #[must_use]
    pub fn unique_key(self, key: impl Into<String>) -> Self {
        Self { unique_key: Some(key.into()), ..self }
    }

    /// Begun at most so often.
    #[must_use]
    pub fn max_attempts(self, attempts: u16) -> Self {
        Self { max_attempts: attempts, ..self }
    }

    /// On behalf of this person.
    #[must_use]
    pub fn started_by(self, user: UserId) -> Self {
        Self { started_by: Some(user), ..self }
    }

    /// A person may stop it.
    #[must_use]
    pub fn cancellable(self) -> Self {
        Self { cancellable: true, ..self }
    }

    pub(super) fn into_doc(self, now: Timestamp, occurrence: Option<(String, Timestamp)>) -> JobDoc {
        let (occurrence, scheduled_for) = occurrence.unzip();
        JobDoc {
            id: JobId::new(new_id()),
            kind: self.kind,
            subject: self.subject,
            payload: self.payload,
            status: JobStatus::Queued,
            open: true,
            due_at: DateTime::from_jiff(self.run_at.unwrap_or(now)),
            fence: 0,
            attempts: 0,
            max_attempts: i32::from(self.max_attempts),
            cancellable: self.cancellable,
            cancel_requested: false,
            unique_key: self.unique_key,
            occurrence,
            scheduled_for: scheduled_for.map(DateTime::from_jiff),
            started_by: self.started_by,
            worker: None,
            progress: None,
            result: None,
            error: None,
            created_at: DateTime::from_jiff(now),
            started_at: None,
            finished_at: None,
        }
    }
}

/// What became of a request for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// A new job was made.
    New(JobId),
    /// An open job with the same unique key (or the job of the same occurrence) was there already; this is its id.
    Existing(JobId),
}

impl Enqueued {
    /// The job, new or not.
    pub const fn id(self) -> JobId {
        match self {
            Self::New(id) | Self::Existing(id) => id,
        }
    }
}
