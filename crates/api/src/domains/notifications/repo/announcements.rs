//! Announcements and who has read them.

use std::time::Duration;

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{AnnouncementId, UserId};
use shared::notifications::{Announcement, AnnouncementQuery, Level};

use super::MAX_TIME;
use crate::infra::db::index::{removed_after, unique};

/// How long an announcement stays. What it tells about has records of its own.
const KEPT: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// One announcement as it is stored. Shard key it would have: `{ _id: "hashed" }`. The marks stand inside, because the
/// readers are the staff: tens, not thousands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct AnnouncementDoc {
    #[serde(rename = "_id")]
    pub id: AnnouncementId,
    pub key: String,
    pub at: DateTime,
    pub level: Level,
    pub kind: String,
    pub text_es: String,
    pub text_en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    pub read_by: Vec<ReadMark>,
    /// Who put it away.
    #[serde(default)]
    pub archived_by: Vec<UserId>,
}

/// Who read it, and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct ReadMark {
    pub user: UserId,
    pub at: DateTime,
}

impl AnnouncementDoc {
    /// The announcement as this reader sees it.
    pub(in super::super) fn for_reader(self, reader: UserId) -> Announcement {
        let read = self.read_by.iter().find(|mark| mark.user == reader);
        Announcement {
            id: self.id,
            at: self.at.to_jiff(),
            level: self.level,
            kind: self.kind,
            text_es: self.text_es,
            text_en: self.text_en,
            link: self.link,
            read_at: read.map(|mark| mark.at.to_jiff()),
            archived: self.archived_by.contains(&reader),
        }
    }
}

#[derive(Clone)]
pub(in super::super) struct AnnouncementRepo {
    announcements: Collection<AnnouncementDoc>,
}

impl AnnouncementRepo {
    pub(in super::super) fn new(database: &Database) -> Self {
        Self { announcements: database.collection("announcements") }
    }

    pub(in super::super) async fn ensure_indexes(&self) -> Result<()> {
        let indexes = [unique(doc! { "key": 1 }), removed_after("at", KEPT)];
        self.announcements.create_indexes(indexes).await.map(|_| ())
    }

    /// Adds one, unless one with its key is there already.
    pub(in super::super) async fn add(
        &self,
        announcement: &AnnouncementDoc,
        session: Option<&mut ClientSession>,
    ) -> Result<()> {
        let add = self
            .announcements
            .update_one(
                doc! { "key": &announcement.key },
                doc! { "$setOnInsert": bson::serialize_to_document(announcement)? },
            )
            .upsert(true);
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
        query: &AnnouncementQuery,
        after: Option<AnnouncementId>,
        count: usize,
    ) -> Result<Vec<Announcement>> {
        let mut filter = if query.archived == Some(true) {
            doc! { "archived_by": reader.to_string() }
        } else {
            doc! { "archived_by": { "$ne": reader.to_string() } }
        };
        match query.unread {
            Some(true) => drop(filter.insert("read_by.user", doc! { "$ne": reader.to_string() })),
            Some(false) => drop(filter.insert("read_by.user", reader.to_string())),
            None => {}
        }
        if let Some(after) = after {
            filter.insert("_id", doc! { "$lt": after.to_string() });
        }
        let find = self
            .announcements
            .find(filter)
            // What is read is found by walking the list: it holds what was announced in 400 days, not more.
            .sort(doc! { "_id": -1 })
            .limit(i64::try_from(count).unwrap_or(i64::MAX))
            .max_time(MAX_TIME);
        find.await?.map_ok(|doc| doc.for_reader(reader)).try_collect().await
    }

    /// How many there are that the reader has neither read nor put away, up to a number. It walks the list: it holds what was
    /// announced in 400 days, and stops at the number.
    pub(in super::super) async fn unread(&self, reader: UserId, most: u32) -> Result<u32> {
        let reader = reader.to_string();
        let unread = doc! { "read_by.user": { "$ne": &reader }, "archived_by": { "$ne": &reader } };
        let count =
            self.announcements.count_documents(unread).limit(u64::from(most)).max_time(MAX_TIME).await?;
        Ok(u32::try_from(count).unwrap_or(most))
    }

    /// Puts one away for a reader, or back. `false` if there is no such announcement.
    pub(in super::super) async fn put_away(
        &self,
        id: AnnouncementId,
        reader: UserId,
        away: bool,
    ) -> Result<bool> {
        let how = if away { "$addToSet" } else { "$pull" };
        let mut update = Document::new();
        update.insert(how, doc! { "archived_by": reader.to_string() });
        let changed = self.announcements.update_one(doc! { "_id": id.to_string() }, update).await?;
        Ok(changed.matched_count == 1)
    }

    /// Marks one as read; the first mark stands. `false` if there is no such announcement.
    pub(in super::super) async fn mark(
        &self,
        id: AnnouncementId,
        reader: UserId,
        at: Timestamp,
    ) -> Result<bool> {
        let unread = doc! { "_id": id.to_string(), "read_by.user": { "$ne": reader.to_string() } };
        let push = doc! { "$push": { "read_by": { "user": reader.to_string(), "at": at } } };
        if self.announcements.update_one(unread, push).await?.matched_count == 1 {
            return Ok(true);
        }
        let there = self.announcements.find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?;
        Ok(there.is_some())
    }

    /// Marks every unread one as read.
    pub(in super::super) async fn mark_all(&self, reader: UserId, at: Timestamp) -> Result<()> {
        let unread = doc! { "read_by.user": { "$ne": reader.to_string() } };
        let push = doc! { "$push": { "read_by": { "user": reader.to_string(), "at": at } } };
        self.announcements.update_many(unread, push).await.map(|_| ())
    }
}
