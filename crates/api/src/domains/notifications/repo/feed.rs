//! The one change stream of a process: what is told and announced, what changed, what is marked, and who is out.

use bson::{Document, doc};
use futures::StreamExt;
use mongodb::Database;
use mongodb::change_stream::ChangeStream;
use mongodb::change_stream::event::{ChangeStreamEvent, OperationType};
use mongodb::error::Result;
use shared::id::UserId;

use super::{AnnouncementDoc, NoticeDoc, SignalDoc};
use crate::domains::identity::Departure;

/// What happened in the database that somebody may listen for.
#[derive(Debug)]
pub(in super::super) enum Change {
    /// Somebody was told something.
    Told(Box<NoticeDoc>),
    /// Something was announced to the staff.
    Announced(Box<AnnouncementDoc>),
    /// Something that some may be looking at is not as it was.
    Signalled(Box<SignalDoc>),
    /// Somebody marked or put away something, or chose how to be told.
    Marked(UserId),
    /// Somebody is not signed in any more.
    Out(Departure),
}

/// The changes from when it was opened on. The driver resumes it by itself where the server allows it.
pub(in super::super) struct Feed {
    changes: ChangeStream<ChangeStreamEvent<Document>>,
}

impl Feed {
    /// Opens it.
    pub(in super::super) async fn open(database: &Database) -> Result<Self> {
        let mut branches = vec![
            doc! { "ns.coll": { "$in": ["notices", "announcements", "live_signals"] }, "operationType": "insert" },
            doc! {
                "ns.coll": "notification_settings",
                "operationType": { "$in": ["insert", "update", "replace"] },
            },
        ];
        branches.extend(Departure::watched());
        let changes = database.watch().pipeline([doc! { "$match": { "$or": branches } }]).await?;
        Ok(Self { changes })
    }

    /// The next change; `None` where the stream has ended, or cannot go on without a gap. Dropping the future loses
    /// nothing.
    pub(in super::super) async fn next(&mut self) -> Option<Change> {
        loop {
            match self.changes.next().await? {
                Ok(change) => {
                    if let Some(change) = read(change) {
                        return Some(change);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the changes of the database cannot be followed: {error}");
                    return None;
                }
            }
        }
    }
}

fn read(change: ChangeStreamEvent<Document>) -> Option<Change> {
    if let Some(departure) = Departure::of(&change) {
        return Some(Change::Out(departure));
    }
    let collection = change.ns.as_ref()?.coll.as_deref()?;
    match (collection, &change.operation_type) {
        ("notices", OperationType::Insert) => {
            let doc = bson::deserialize_from_document(change.full_document?);
            doc.inspect_err(unreadable).ok().map(|doc| Change::Told(Box::new(doc)))
        }
        ("announcements", OperationType::Insert) => {
            let doc = bson::deserialize_from_document(change.full_document?);
            doc.inspect_err(unreadable).ok().map(|doc| Change::Announced(Box::new(doc)))
        }
        ("live_signals", OperationType::Insert) => {
            let doc = bson::deserialize_from_document(change.full_document?);
            doc.inspect_err(unreadable).ok().map(|doc| Change::Signalled(Box::new(doc)))
        }
        ("notification_settings", _) => {
            let id = change.document_key.as_ref()?.get_str("_id").ok()?;
            Some(Change::Marked(id.parse().ok()?))
        }
        _ => None,
    }
}

fn unreadable(error: &bson::error::Error) {
    tracing::error!(%error, "something that was told cannot be read: {error}");
}
