//! The history of attempts: what jobs did, and what was streamed to browsers.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use shared::backups::{
    Attempt, Backup, BackupState, Comparison, Drill, PageQuery, Restoration, Verification,
};
use shared::id::JobId;
use shared::page::Page;
use shared::system::{Job, JobStatus};

use super::{Backups, jobs, run};
use crate::http::{ApiResult, page};
use crate::infra::jobs::JobFilter;

/// The kinds of jobs that are attempts, and what they are called.
const KINDS: [(&str, &str); 5] = [
    (jobs::RUN, "backup"),
    (jobs::VERIFY, "verification"),
    (jobs::COMPARE, "comparison"),
    (jobs::RESTORE, "restore"),
    (jobs::DRILL, "drill"),
];

impl Backups {
    /// Attempts, newest first. Jobs are remembered for thirty days.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn attempts(&self, query: &PageQuery) -> ApiResult<Page<Attempt>> {
        self.settle().await?;
        let before = page::decode::<JobId>(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let some = u32::try_from(limit.saturating_add(1)).unwrap_or(u32::MAX);
        let mut attempts = Vec::new();
        for (kind, word) in KINDS {
            let filter = JobFilter { kind: Some(kind.to_owned()), before, ..JobFilter::default() };
            let jobs = self.0.jobs.list(&filter, some).await?;
            attempts.extend(jobs.into_iter().map(|stored| of_job(word, stored.job)));
        }
        for backup in self.0.repo.direct(before, i64::from(some)).await? {
            attempts.push(of_direct(backup.into()));
        }
        // Ids rise with time, those of backups and of jobs alike.
        attempts.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
        let page = page::page(attempts, limit, |(id, _)| *id);
        let items = page.items.into_iter().map(|(_, attempt)| attempt).collect();
        Ok(Page { items, next_cursor: page.next_cursor })
    }
}

fn of_job(kind: &str, job: Job) -> (JobId, Attempt) {
    let at = job.started_at.unwrap_or(job.created_at);
    let (succeeded, detail) = match job.status {
        JobStatus::Queued => (None, "waits for a worker".to_owned()),
        JobStatus::Running => (None, "is under way".to_owned()),
        JobStatus::Succeeded => finding(kind, job.result.unwrap_or_default()),
        JobStatus::Failed => (Some(false), job.error.unwrap_or_else(|| "failed".to_owned())),
        JobStatus::Cancelled => (Some(false), "stopped by a person".to_owned()),
    };
    let attempt = Attempt {
        job_id: Some(job.id),
        kind: kind.to_owned(),
        database: job.subject,
        at,
        milliseconds: job.finished_at.map(|end| milliseconds(at, end)),
        succeeded,
        detail,
    };
    (job.id, attempt)
}

fn of_direct(backup: Backup) -> (JobId, Attempt) {
    let succeeded = match backup.state {
        BackupState::Queued | BackupState::Running => None,
        BackupState::Finished => Some(true),
        BackupState::Failed | BackupState::Cancelled => Some(false),
    };
    let attempt = Attempt {
        job_id: None,
        kind: "backup".to_owned(),
        database: backup.database.clone(),
        at: backup.created_at,
        milliseconds: backup.finished_at.map(|end| milliseconds(backup.created_at, end)),
        succeeded,
        detail: match &backup.error {
            Some(error) => format!("direct download: {error}"),
            None => format!("direct download: {}", run::sentence(&backup)),
        },
    };
    (JobId::new(backup.id.uuid()), attempt)
}

/// Whether what a job found is good, and the finding in one sentence.
fn finding(kind: &str, result: Value) -> (Option<bool>, String) {
    fn read<T: for<'de> Deserialize<'de>>(result: Value) -> Option<T> {
        serde_json::from_value(result).ok()
    }
    let told = match kind {
        "backup" => read(result).map(|backup: Backup| (true, run::sentence(&backup))),
        "verification" => read(result).map(|sound: Verification| {
            (true, format!("sound: {} collections, {} documents", sound.collections, sound.documents))
        }),
        "comparison" => read(result).map(|comparison: Comparison| {
            let words = if comparison.equal { "equal" } else { "different" };
            let detail = format!("{words}: {} with {}", comparison.left, comparison.right);
            (comparison.equal, detail)
        }),
        "restore" => read(result).map(|restored: Restoration| {
            let detail = format!("restored into {}: {} documents", restored.database, restored.documents);
            (restored.comparison.equal, detail)
        }),
        _ => read(result)
            .map(|drill: Drill| (drill.verdict == shared::backups::DrillVerdict::Passed, drill.detail)),
    };
    told.map_or((Some(true), "done".to_owned()), |(good, detail)| (Some(good), detail))
}

fn milliseconds(from: Timestamp, until: Timestamp) -> u64 {
    u64::try_from(until.duration_since(from).as_millis()).unwrap_or(0)
}
