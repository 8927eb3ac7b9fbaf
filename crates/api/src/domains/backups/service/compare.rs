//! Holding a stored archive against a database of the server.

use std::time::Instant;

use archive::{ArchiveSource, CompareError, Event, Presence, Side};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::{CollectionComparison, CompareBackup, Comparison};
use shared::id::{BackupId, UserId};
use shared::system::Job;

use super::progress::progress;
use super::verify::milliseconds;
use super::{Backups, jobs, verify};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::destinations::Fetched;
use crate::domains::backups::repo::BackupDoc;
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{JobContext, JobFailure, NewJob};

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    backup: BackupId,
    database: String,
}

impl Backups {
    /// Begins a comparison. The job's result is a [`Comparison`]; damage makes it fail with the finding.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::NotFound`], [`shared::error::ErrorCode::Conflict`] when the archive is not there,
    /// [`shared::error::ErrorCode::ValidationFailed`] when there is no such database,
    /// [`shared::error::ErrorCode::AlreadyRunning`].
    pub async fn compare(&self, id: BackupId, asked: CompareBackup, user: UserId, by: By) -> ApiResult<Job> {
        let backup = self.readable(id).await?;
        let database = asked.database.unwrap_or(backup.database);
        self.check_source(&database).await?;
        let order = Order { backup: id, database };
        let payload = bson::serialize_to_document(&order).map_err(ApiError::internal)?;
        let job = NewJob::new(jobs::COMPARE, &order.database)
            .payload(payload)
            .unique_key(format!("{}:{id}:{}", jobs::COMPARE, order.database))
            .started_by(user)
            .cancellable();
        let what = target("backup", id, Some(&backup.file_name));
        let entry =
            AuditEntry::new(by, "backups.compare", what).details(json!({ "database": order.database }));
        let job = self.enqueue(job, entry).await?;
        self.job(job).await
    }

    /// The job.
    pub(super) async fn do_compare(&self, job: JobContext) -> Result<Value, JobFailure> {
        let order: Order = job.payload()?;
        let backup = self.stored(order.backup).await?;
        let fetched = self.obtain(&backup, job.stop()).await?;
        Ok(json!(self.compare_archive(&backup, &fetched, &order.database, &job).await?))
    }

    /// Compares the archive with a database.
    pub(super) async fn compare_archive(
        &self,
        backup: &BackupDoc,
        fetched: &Fetched,
        database: &str,
        job: &JobContext,
    ) -> Result<Comparison, JobFailure> {
        let began = Instant::now();
        let report = |event: &Event| job.report(progress(event));
        let left = Side::Stored(source_of(backup, fetched));
        let right = Side::Live(self.source(database));
        let found = archive::compare(&left, &right, &report, job.stop()).await.map_err(failure)?;
        let left = format!("archive {}", backup.file_name);
        let right = format!("database {database}");
        Ok(Comparison {
            milliseconds: milliseconds(began),
            ..comparison(&found, left, right, self.0.clock.now())
        })
    }
}

/// A stored archive as the engine takes it, with the digest that was kept outside.
pub(super) fn source_of(backup: &BackupDoc, fetched: &Fetched) -> ArchiveSource {
    let recorded_sha256 = backup.contents.as_ref().map(|contents| contents.sha256.clone());
    ArchiveSource::Archive { path: fetched.path().to_owned(), recorded_sha256 }
}

/// A comparison as it travels; `milliseconds` is left at zero.
pub(in crate::domains::backups) fn comparison(
    found: &archive::Comparison,
    left: String,
    right: String,
    at: Timestamp,
) -> Comparison {
    let names = |presence| {
        let there = found.collections.iter().filter(move |collection| collection.presence == presence);
        there.map(|collection| collection.name.clone()).collect()
    };
    Comparison {
        compared_at: at,
        equal: found.is_equal(),
        left,
        right,
        collections: u64::try_from(found.collections.len()).unwrap_or(u64::MAX),
        documents: found.left.documents.max(found.right.documents),
        missing_collections: names(Presence::OnlyLeft),
        extra_collections: names(Presence::OnlyRight),
        differences: found.differences().map(collection).collect(),
        milliseconds: 0,
    }
}

fn collection(found: &archive::CollectionComparison) -> CollectionComparison {
    // Ids are Extended JSON, which is JSON.
    let ids = |texts: &[String]| {
        texts
            .iter()
            .map(|text| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())))
            .collect()
    };
    let mut definitions = found.definition.clone();
    if found.order_differs {
        definitions.push("the same documents lie in another order".to_owned());
    }
    CollectionComparison {
        name: found.name.clone(),
        left_documents: found.left_documents,
        right_documents: found.right_documents,
        missing: found.missing.count,
        extra: found.extra.count,
        changed: found.changed.count,
        missing_ids: ids(&found.missing.examples),
        extra_ids: ids(&found.extra.examples),
        changed_ids: ids(&found.changed.examples),
        definitions,
    }
}

/// A comparison's failure as a job's.
pub(super) fn failure(error: CompareError) -> JobFailure {
    match error {
        CompareError::Cancelled => JobFailure::Cancelled,
        CompareError::Stored(error) => verify::failure(error),
        CompareError::Server { .. } => JobFailure::Retry(error.to_string()),
        _ => JobFailure::Permanent(error.to_string()),
    }
}
