//! Notices to single people.

use std::time::Duration;

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::options::IndexOptions;
use mongodb::{ClientSession, Collection, Database, IndexModel};
use serde::{Deserialize, Serialize};
use shared::id::{NoticeId, UserId};
use shared::notifications::Notice;

use super::MAX_TIME;

/// How long a notice stays.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// One notice as it is stored. Shard key it would have: `{ user: 1, _id: 1 }`, with the keys in a collection of their
/// own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct NoticeDoc {
    #[serde(rename = "_id")]
    pub id: NoticeId,
    pub user: UserId,
    /// What makes it the same notice.
    pub key: String,
    pub at: DateTime,
    pub kind: String,
    pub text_es: String,
    pub text_en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<DateTime>,
}

impl From<NoticeDoc> for Notice {
    fn from(doc: NoticeDoc) -> Self {
        Self {
            id: doc.id,
            at: doc.at.to_jiff(),
            kind: doc.kind,
            text_es: doc.text_es,
            text_en: doc.text_en,
            link: doc.link,
            read_at: doc.read_at.map(DateTime::to_jiff),
        }
    }
}

#[derive(Clone)]
pub(in super::super) struct NoticeRepo {
    notices: Collection<NoticeDoc>,
}

impl NoticeRepo {
    pub(in super::super) fn new(database: &Database) -> Self {
        Self { notices: database.collection("notices") }
    }

    pub(in super::super) async fn ensure_indexes(&self) -> Result<()> {
        let with = |keys, options| IndexModel::builder().keys(keys).options(Some(options)).build();
        let indexes = [
            with(doc! { "key": 1 }, IndexOptions::builder().unique(true).build()),
            with(doc! { "user": 1, "_id": -1 }, IndexOptions::default()),
            with(doc! { "at": 1 }, IndexOptions::builder().expire_after(KEPT).build()),
        ];
        self.notices.create_indexes(indexes).await.map(|_| ())
    }

    /// Adds one, unless one with its key is there already.
    pub(in super::super) async fn add(
        &self,
        notice: &NoticeDoc,
        session: Option<&mut ClientSession>,
    ) -> Result<()> {
        let insert = doc! { "$setOnInsert": bson::serialize_to_document(notice)? };
        let add = self.notices.update_one(doc! { "key": &notice.key }, insert).upsert(true);
        match session {
            Some(session) => add.session(session).await?,
            None => add.await?,
        };
        Ok(())
    }

    /// Newest first, by id, which rises with time.
    pub(in super::super) async fn list(
        &self,
        reader: UserId,
        after: Option<NoticeId>,
        count: usize,
    ) -> Result<Vec<Notice>> {
        let mut filter = doc! { "user": reader.to_string() };
        if let Some(after) = after {
            filter.insert("_id", doc! { "$lt": after.to_string() });
        }
        let find = self.notices.find(filter).sort(doc! { "_id": -1 });
        let find = find.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME);
        find.await?.map_ok(Notice::from).try_collect().await
    }

    /// Marks every unread one as read.
    pub(in super::super) async fn mark_all(&self, reader: UserId, at: Timestamp) -> Result<()> {
        let unread = doc! { "user": reader.to_string(), "read_at": { "$exists": false } };
        let set = doc! { "$set": { "read_at": DateTime::from_jiff(at) } };
        self.notices.update_many(unread, set).await.map(|_| ())
    }

    /// Removes every notice to a person.
    pub(in super::super) async fn forget(&self, person: UserId) -> Result<()> {
        self.notices.delete_many(doc! { "user": person.to_string() }).await.map(|_| ())
    }
}
