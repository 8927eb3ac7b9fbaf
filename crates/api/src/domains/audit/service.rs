//! Recording and reading the trail.

use bson::DateTime;
use mongodb::{ClientSession, Database};
use shared::audit::{AuditEvent, AuditQuery};
use shared::id::AuditEventId;
use shared::page::Page;

use super::entry::AuditEntry;
use super::repo::{AuditEventDoc, Place, Repo};
use crate::http::{ApiResult, page};
use crate::infra::clock::Clock;
use crate::infra::ids::new_id;

/// The trail. Cheap to clone.
#[derive(Clone)]
pub struct Audit {
    repo: Repo,
    clock: Clock,
}

impl Audit {
    /// The trail in this database.
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { repo: Repo::new(database), clock }
    }

    /// Makes the indexes. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> mongodb::error::Result<()> {
        self.repo.ensure_indexes().await
    }

    /// Adds a line, in the caller's transaction if there is one.
    ///
    /// # Errors
    /// When the database fails; then what the line is about must not happen either.
    pub async fn record(
        &self,
        entry: AuditEntry,
        session: Option<&mut ClientSession>,
    ) -> mongodb::error::Result<()> {
        let AuditEntry { by, action, target, changes, details } = entry;
        let event = AuditEventDoc {
            id: AuditEventId::new(new_id()),
            at: DateTime::from_jiff(self.clock.now()),
            actor: by.actor,
            domain: action.split('.').next().unwrap_or_default().to_owned(),
            action: action.to_owned(),
            target,
            changes,
            details: details.map(|details| bson::serialize_to_bson(&details)).transpose()?,
            request_id: by.request_id,
        };
        self.repo.insert(&event, session).await
    }

    /// The lines that `query` asks for, newest first.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn list(&self, query: &AuditQuery) -> ApiResult<Page<AuditEvent>> {
        let after = page::decode::<Place>(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let events = self.repo.list(query, after, limit.saturating_add(1)).await?;
        Ok(page::page(events, limit, |event| (event.at, event.id)))
    }
}
