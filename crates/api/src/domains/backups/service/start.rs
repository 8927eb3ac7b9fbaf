//! What has to be done when a process begins to serve or work.

use serde_json::json;

use super::{Backups, jobs};
use crate::domains::backups::rules::names;
use crate::http::ApiResult;
use crate::infra::ids::new_id;
use crate::infra::jobs::NewJob;

/// For how long a scratch database without a job may belong to a drill of the command line.
const DRILL_OF_COMMAND_LINE: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

impl Backups {
    /// Makes the indexes. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> mongodb::error::Result<()> {
        self.0.repo.ensure_indexes().await
    }

    /// Puts the schedule in force, drops what drills that were cut off left behind, and asks for a
    /// look at what lies in the destination.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start(&self) -> ApiResult<()> {
        self.apply_schedule().await?;
        self.sweep_scratch().await?;
        self.0.jobs.enqueue(reconciliation(), None).await?;
        Ok(())
    }

    /// Drops the scratch databases of drills that have ended, however they did.
    pub(super) async fn sweep_scratch(&self) -> ApiResult<()> {
        let names = self.0.db.client().list_database_names().await?;
        for (name, drill) in
            names.iter().filter_map(|name| Some((name, names::drill_of(&self.0.platform, name)?)))
        {
            let id = drill.uuid();
            let ended = match self.0.jobs.get(shared::id::JobId::new(id)).await? {
                Some(stored) => stored.job.status.is_final(),
                None => self.is_old(id),
            };
            if ended {
                tracing::info!(database = name, "dropping {name}, which a drill left behind");
                self.0.db.client().database(name).drop().await?;
            }
        }
        Ok(())
    }

    fn is_old(&self, id: uuid::Uuid) -> bool {
        let made = id.get_timestamp().map(|made| made.to_unix());
        let made =
            made.and_then(|(seconds, _)| jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok());
        made.is_none_or(|made| self.0.clock.now().duration_since(made) > DRILL_OF_COMMAND_LINE)
    }
}

/// The work of holding records and destination against each other.
pub(super) fn reconciliation() -> NewJob {
    NewJob::new(jobs::RECONCILE, "archives").unique_key(jobs::RECONCILE).cancellable()
}

/// An id for what is found rather than made.
pub(super) fn found_id() -> shared::id::BackupId {
    shared::id::BackupId::new(new_id())
}

/// The result of a reconciliation.
pub(super) fn reconciled(found: &[String], missing: &[String], returned: &[String]) -> serde_json::Value {
    json!({ "found": found, "missing": missing, "returned": returned })
}
