//! The platform itself: health, background jobs, effective settings.

use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::JobId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HealthStatus {
    /// Works.
    Ok,
    /// Works, with something to look at.
    Degraded,
    /// Does not work.
    Down,
    /// Is not configured, and so not used.
    NotConfigured,
}

/// `GET /api/health`: whether the process lives. Administrators see the parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// The worst of the parts; `ok` for a reader who may not see them, as long as the process answers.
    pub status: HealthStatus,
    /// The version of Avenue.
    pub version: String,
    /// Seconds since start.
    pub uptime_seconds: u64,
    /// The parts, for administrators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<HealthPart>,
}

/// One part of the platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HealthPart {
    /// `database`, `disk`, `jobs`, `mail`, `memory` …
    pub name: String,
    /// How it is.
    pub status: HealthStatus,
    /// What was found, for programs: they say it in their own words.
    pub finding: HealthFinding,
    /// The same in English.
    pub detail: String,
    /// How long the check took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u64>,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HealthFinding {
    /// It answers.
    Answers,
    /// It answered with an error; the log says which.
    Fails,
    /// It did not answer within so many seconds.
    Silent {
        /// How long was waited.
        seconds: u64,
    },
    /// No job is due.
    NothingDue,
    /// The job that has been due for longest has waited for so many seconds.
    JobWaits {
        /// Since it was due.
        seconds: u64,
    },
    /// It is away; what it shares, each process keeps for itself meanwhile.
    Away,
    /// It is not configured; what it would share, each process keeps for itself.
    NotShared,
    /// A mail server is configured.
    MailServer,
    /// No mail server is: mails are kept in the mailbox of the data folder.
    MailboxOnly,
    /// So much of the disk that the data folder is on is free.
    Free {
        /// Of the disk, rounded down.
        percent: u64,
        /// In bytes.
        bytes: u64,
    },
}

impl core::fmt::Display for HealthFinding {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Answers => f.write_str("answers"),
            Self::Fails => f.write_str("answers with an error; the log says which"),
            Self::Silent { seconds } => write!(f, "has not answered for {seconds} s"),
            Self::NothingDue => f.write_str("nothing is due"),
            Self::JobWaits { seconds } => write!(f, "the oldest due job has waited for {seconds} s"),
            Self::Away => {
                f.write_str("is away; limits and cache are kept by each process for itself meanwhile")
            }
            Self::NotShared => {
                f.write_str("is not configured; limits and cache are kept by each process for itself")
            }
            Self::MailServer => f.write_str("a mail server is configured"),
            Self::MailboxOnly => {
                f.write_str("no mail server; mails are kept in the mailbox of the data folder")
            }
            Self::Free { percent, bytes } => {
                let mebibytes = bytes / 1_048_576;
                write!(f, "{percent} % free ({mebibytes} MiB) where the data folder is")
            }
        }
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum JobStatus {
    /// Waits for a worker, or for its time.
    Queued,
    /// A worker is at it.
    Running,
    /// Done; `result` has the outcome.
    Succeeded,
    /// Given up; `error` says why.
    Failed,
    /// Stopped by a person.
    Cancelled,
}

impl JobStatus {
    /// Whether nothing will change any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Cancelled)
    }
}

/// One unit of background work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// The job.
    pub id: JobId,
    /// What it does: `backups.run`, `backups.verify`, `backups.compare`, `backups.restore`, `backups.drill`,
    /// `notifications.deliver` …
    pub kind: String,
    /// What it is about, in a few words (a database's name, an address).
    pub subject: String,
    /// Where it stands.
    pub status: JobStatus,
    /// How far it is; absent before the first report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<JobProgress>,
    /// The outcome; its shape depends on the kind and is named where the job is started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub result: Option<Value>,
    /// Why it failed, for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// How often it was begun.
    pub attempts: u32,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When a worker last began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// Whether `DELETE /api/system/jobs/{id}` can stop it now.
    pub cancellable: bool,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobProgress {
    /// What it is doing now: `listing`, `reading`, `verifying`, `writing`, `indexing`, `comparing` …
    pub phase: String,
    /// What it is at, such as a collection's name.
    pub item: String,
    /// Units done.
    pub done: u64,
    /// Units in all, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// What is counted: `documents`, `bytes`, `collections`.
    pub unit: String,
}

/// `GET /api/system/jobs`: which jobs, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct JobQuery {
    /// Only jobs of this kind.
    #[garde(inner(length(max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Only jobs that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<JobStatus>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/system/settings`: what this installation runs with. Secrets are never in it, only whether they are set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Every setting, grouped as the configuration is.
    pub settings: Vec<Setting>,
}

/// One setting of the environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Setting {
    /// The concern: `http`, `database`, `mail`, `backups`, `identity` …
    pub group: String,
    /// The environment variable, such as `AVENUE_PORT`.
    pub variable: String,
    /// What it is for, in English.
    pub description: String,
    /// What may stand there, in English.
    pub expected: String,
    /// The value in force; absent for secrets and for what is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where the value comes from.
    pub origin: SettingOrigin,
}

/// Where a setting's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SettingOrigin {
    /// The environment; the value is shown.
    Environment,
    /// The default; the value is shown.
    Default,
    /// The environment; a secret, so the value is not shown.
    Secret,
    /// Nowhere: what needs it says that it is not configured.
    NotSet,
}
