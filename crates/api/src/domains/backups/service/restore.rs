//! Restoring a stored archive into a database of its own.

use archive::{Event, Existing, Expiry, RestoreError, RestoreOptions};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::{Restoration, RestoreBackup, RestoredCollection};
use shared::error::ErrorCode;
use shared::id::{BackupId, UserId};
use shared::system::Job;

use super::compare::{self, comparison, source_of};
use super::progress::progress;
use super::{Backups, jobs, verify};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::backups::rules::target as targets;
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};
use crate::said;

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    backup: BackupId,
    database: String,
    collections: Vec<String>,
    #[serde(default)]
    keep_expired: bool,
}

impl Backups {
    /// Begins a restore. The job's result is a [`Restoration`].
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] when the archive is not there;
    /// [`ErrorCode::ValidationFailed`] for a target that belongs to the server, or a collection that the archive does
    /// not hold; [`ErrorCode::DatabaseNotEmpty`] for one that holds anything; [`ErrorCode::AlreadyRunning`].
    pub async fn restore(&self, id: BackupId, asked: RestoreBackup, user: UserId, by: By) -> ApiResult<Job> {
        let backup = self.readable(id).await?;
        targets::restorable(&asked.database, &self.0.platform)?;
        if let Some(contents) = &backup.contents
            && let Some(unknown) =
                asked.collections.iter().find(|name| !contents.each.iter().any(|each| &&each.name == name))
        {
            let message = format!("the archive holds no collection {unknown:?}");
            return Err(ApiError::field("collections", message));
        }
        self.check_empty(&asked.database).await?;
        let order = Order {
            backup: id,
            database: asked.database,
            collections: asked.collections,
            keep_expired: asked.keep_expired,
        };
        let payload = bson::serialize_to_document(&order).map_err(ApiError::internal)?;
        // Begun once: what a second run would find is a target that the first one left unfinished.
        let job = NewJob::new(jobs::RESTORE, &order.database)
            .payload(payload)
            .unique_key(format!("{}:{}", jobs::RESTORE, order.database))
            .max_attempts(1)
            .started_by(user)
            .cancellable();
        let what = target("database", &order.database, None);
        let entry = AuditEntry::new(by, "backups.restore", what)
            .details(json!({ "from": backup.file_name, "collections": order.collections, "keep_expired": order.keep_expired }));
        let job = self.enqueue(job, entry).await?;
        self.job(job).await
    }

    async fn check_empty(&self, database: &str) -> ApiResult<()> {
        let there = self.0.db.client().database(database).list_collection_names().await?;
        if there.iter().any(|name| name == archive::MARKER) {
            return Err(ApiError::new(ErrorCode::DatabaseNotEmpty).detail(said!(
                "an earlier restore into {database} never ended; choose a new name, or run `avenue restore` with \
                 --replace-unfinished",
                "una restauración anterior en {database} nunca terminó; elegí un nombre nuevo, o ejecutá \
                 `avenue restore` con --replace-unfinished"
            )));
        }
        if there.is_empty() {
            return Ok(());
        }
        let collections = there.len();
        Err(ApiError::new(ErrorCode::DatabaseNotEmpty).detail(said!(
            "{database} holds {collections} collections; choose the name of a new database",
            "{database} ya tiene colecciones ({collections}); elegí el nombre de una base de datos nueva"
        )))
    }

    /// The job. The engine verifies first, writes, compares, and leaves a mark in a target that it did not finish.
    pub(super) async fn do_restore(&self, job: JobContext) -> Result<Value, JobFailure> {
        let order: Order = job.payload()?;
        let backup = self.stored(order.backup).await?;
        let fetched = self.obtain(&backup, job.stop()).await?;
        let report = |event: &Event| job.report(progress(event));
        let chosen = (!order.collections.is_empty()).then(|| order.collections.clone());
        let options = RestoreOptions {
            collections: chosen,
            existing: Existing::Refuse,
            expiry: if order.keep_expired { Expiry::Suspended } else { Expiry::AsArchived },
            ..RestoreOptions::default()
        };
        let source = source_of(&backup, &fetched);
        let into = self.source(&order.database);
        let done = archive::restore(&source, &into, &options, &report, job.stop()).await.map_err(failure)?;
        let left = format!("archive {}", backup.file_name);
        let right = format!("database {}", order.database);
        let now = self.0.clock.now();
        let restoration = Restoration {
            finished_at: now,
            database: order.database,
            collections: done.collections.iter().map(restored).collect(),
            documents: done.documents,
            expiry_suspended: done.expiry_suspended,
            comparison: comparison(&done.comparison, left, right, now),
            milliseconds: done.milliseconds,
        };
        let details = json!({ "from": backup.file_name, "documents": restoration.documents });
        let what = target("database", &restoration.database, None);
        let entry = AuditEntry::new(By::system(), "backups.restored", what).details(details);
        self.0.audit.record(entry, None).await?;
        Ok(json!(restoration))
    }

    /// What follows when a restore failed, or its worker died: the trail says so.
    pub(super) async fn restore_given_up(&self, job: GivenUp) -> Result<(), String> {
        let database = job.payload.get_str("database").unwrap_or_default();
        let entry =
            AuditEntry::new(By::system(), "backups.restore_failed", target("database", database, None))
                .details(json!({ "error": job.error }));
        self.0.audit.record(entry, None).await.map_err(|error| error.to_string())
    }
}

fn restored(collection: &archive::RestoredCollection) -> RestoredCollection {
    RestoredCollection {
        name: collection.target.clone(),
        documents: collection.documents,
        indexes: collection.indexes,
    }
}

/// A restore's failure as a job's. It is never tried again by itself: something may have been written.
pub(super) fn failure(error: RestoreError) -> JobFailure {
    match error {
        RestoreError::Cancelled => JobFailure::Cancelled,
        RestoreError::Archive(error) => verify::failure(error),
        RestoreError::Compare(error) => match compare::failure(error) {
            JobFailure::Retry(text) => JobFailure::Permanent(text),
            other => other,
        },
        other => JobFailure::Permanent(other.to_string()),
    }
}
