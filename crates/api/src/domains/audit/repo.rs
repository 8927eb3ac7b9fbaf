//! The collection `audit_events`: lines go in and are read. There is no other move.

use std::time::Duration;

use bson::{Bson, DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::audit::{Actor, AuditEvent, AuditQuery, Change, Target};
use shared::id::AuditEventId;

use crate::infra::db::index::plain;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);

/// One line as it is stored. Shard key it would have: `{ at: 1, _id: 1 }`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct AuditEventDoc {
    #[serde(rename = "_id")]
    pub id: AuditEventId,
    pub at: DateTime,
    pub actor: Actor,
    /// The part of `action` before the dot.
    pub domain: String,
    pub action: String,
    pub target: Target,
    pub changes: Vec<Change>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Bson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl From<AuditEventDoc> for AuditEvent {
    fn from(doc: AuditEventDoc) -> Self {
        Self {
            id: doc.id,
            at: doc.at.to_jiff(),
            actor: doc.actor,
            action: doc.action,
            target: doc.target,
            changes: doc.changes,
            details: doc.details.and_then(|details| bson::deserialize_from_bson(details).ok()),
            request_id: doc.request_id,
        }
    }
}

/// Where a page starts: after this line.
pub(super) type Place = (Timestamp, AuditEventId);

#[derive(Clone)]
pub(super) struct Repo {
    events: Collection<AuditEventDoc>,
}

impl Repo {
    pub(super) fn new(database: &Database) -> Self {
        Self { events: database.collection("audit_events") }
    }

    /// One index per filter, each in the order of the list.
    pub(super) async fn ensure_indexes(&self) -> Result<()> {
        let by = |fields: &[&str]| {
            let mut keys: Document =
                fields.iter().map(|field| ((*field).to_owned(), Bson::Int32(1))).collect();
            keys.extend(doc! { "at": -1, "_id": -1 });
            plain(keys)
        };
        let indexes = [
            by(&[]),
            by(&["actor.user_id"]),
            by(&["action"]),
            by(&["domain"]),
            by(&["target.kind"]),
            by(&["target.id"]),
        ];
        self.events.create_indexes(indexes).await.map(|_| ())
    }

    pub(super) async fn insert(
        &self,
        event: &AuditEventDoc,
        session: Option<&mut ClientSession>,
    ) -> Result<()> {
        let insert = self.events.insert_one(event);
        let inserted = match session {
            Some(session) => insert.session(session).await,
            None => insert.await,
        };
        match inserted {
            Err(error) if !crate::infra::operation::was_made_before(&error) => Err(error),
            _ => Ok(()),
        }
    }

    /// Newest first, by `at` and then by id.
    pub(super) async fn list(
        &self,
        query: &AuditQuery,
        after: Option<Place>,
        count: usize,
    ) -> Result<Vec<AuditEvent>> {
        let find = self
            .events
            .find(filter(query, after))
            .sort(doc! { "at": -1, "_id": -1 })
            .limit(i64::try_from(count).unwrap_or(i64::MAX))
            .max_time(MAX_TIME);
        find.await?.map_ok(AuditEvent::from).try_collect().await
    }
}

fn filter(query: &AuditQuery, after: Option<Place>) -> Document {
    let mut all = Vec::new();
    if let Some(actor) = query.actor {
        all.push(doc! { "actor.user_id": actor.to_string() });
    }
    if let Some(action) = &query.action {
        let field = if action.contains('.') { "action" } else { "domain" };
        all.push(doc! { field: action });
    }
    if let Some(kind) = &query.target_kind {
        all.push(doc! { "target.kind": kind });
    }
    if let Some(id) = &query.target_id {
        all.push(doc! { "target.id": id });
    }
    if let Some(from) = query.from {
        all.push(doc! { "at": { "$gte": from } });
    }
    if let Some(until) = query.until {
        all.push(doc! { "at": { "$lt": until } });
    }
    if let Some((at, id)) = after {
        // The first condition bounds the index; the second one sorts out lines of the same millisecond.
        all.push(doc! { "at": { "$lte": at } });
        all.push(doc! { "$or": [{ "at": { "$lt": at } }, { "_id": { "$lt": id.to_string() } }] });
    }
    if all.is_empty() {
        doc! {}
    } else {
        doc! { "$and": all }
    }
}

#[cfg(test)]
mod tests {
    /// The promise of the module is that there is no way to change a line.
    #[test]
    fn no_code_changes_or_removes_a_line() {
        let code = include_str!("repo.rs").split("mod tests").next().unwrap();
        let moves = |word: &str| code.contains(&format!(".{word}"));
        assert!(moves("insert_one"), "the check must be able to find a move");
        for word in
            ["update", "replace", "delete", "drop", "find_one_and", "bulk_write", "rename", "aggregate"]
        {
            assert!(!moves(word), "`{word}` in the repository of an append-only trail");
        }
    }
}
