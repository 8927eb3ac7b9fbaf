//! Notices to single people.

use std::collections::HashSet;
use std::time::Duration;

use bson::{Bson, DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{NoticeId, UserId};
use shared::notifications::{Level, Notice, NoticeQuery, Topic};

use super::MAX_TIME;
use crate::infra::db::index::{plain, plain_where, removed_after, there, unique};

/// How long a notice stays.
pub(in super::super) const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);
/// How many people's digests are due at once, at most, in one round.
const ROUND: i64 = 200;
/// The most lines of one digest that are looked at.
const MAX_DIGEST: i64 = 500;

/// Where a notice is kept; in the inbox, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum Shelf {
    /// Its reader put it away.
    Archive,
    /// Its reader wants it by mail alone: it is kept so that it is told once.
    MailOnly,
}

/// The word of a shelf in the database; the inbox is none.
fn word(shelf: Option<Shelf>) -> Bson {
    match shelf {
        None => Bson::Null,
        Some(Shelf::Archive) => "archive".into(),
        Some(Shelf::MailOnly) => "mail_only".into(),
    }
}

/// One notice as it is stored. Shard key it would have: `{ user: 1, _id: 1 }`, with the keys in a collection of their
/// own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct NoticeDoc {
    #[serde(rename = "_id")]
    pub id: NoticeId,
    pub user: UserId,
    /// What makes it the same notice: the event's key and the recipient.
    pub key: String,
    pub at: DateTime,
    pub kind: String,
    #[serde(default)]
    pub topic: Topic,
    #[serde(default)]
    pub level: Level,
    pub text_es: String,
    pub text_en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<Shelf>,
    #[serde(default)]
    pub quiet: bool,
    /// When the digest that it waits for is due; gone once it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest_due: Option<DateTime>,
}

impl From<NoticeDoc> for Notice {
    fn from(doc: NoticeDoc) -> Self {
        Self {
            id: doc.id,
            at: doc.at.to_jiff(),
            kind: doc.kind,
            topic: doc.topic,
            level: doc.level,
            text_es: doc.text_es,
            text_en: doc.text_en,
            link: doc.link,
            read_at: doc.read_at.map(DateTime::to_jiff),
            archived: doc.shelf == Some(Shelf::Archive),
            quiet: doc.quiet,
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

    /// The collection.
    pub(in super::super) const fn collection(&self) -> &Collection<NoticeDoc> {
        &self.notices
    }

    pub(in super::super) async fn ensure_indexes(&self) -> Result<()> {
        let indexes = [
            unique(doc! { "key": 1 }),
            plain(doc! { "user": 1, "_id": -1 }),
            plain(doc! { "user": 1, "shelf": 1, "_id": -1 }),
            plain(doc! { "user": 1, "shelf": 1, "read_at": 1, "_id": -1 }),
            plain_where(doc! { "digest_due": 1, "user": 1 }, there("digest_due")),
            removed_after("at", KEPT),
        ];
        self.notices.create_indexes(indexes).await.map(|_| ())
    }

    /// Which of these keys were told already, as the transaction sees it.
    pub(in super::super) async fn told(
        &self,
        keys: &[String],
        session: &mut ClientSession,
    ) -> Result<HashSet<String>> {
        let mut found = self.notices.find(doc! { "key": { "$in": keys } }).session(&mut *session).await?;
        found.stream(session).map_ok(|notice| notice.key).try_collect().await
    }

    /// Adds notices whose keys nobody was told.
    pub(in super::super) async fn insert(
        &self,
        notices: &[NoticeDoc],
        session: &mut ClientSession,
    ) -> Result<()> {
        if notices.is_empty() {
            return Ok(());
        }
        self.notices.insert_many(notices).session(session).await.map(|_| ())
    }

    /// Newest first, by id, which rises with time.
    pub(in super::super) async fn list(
        &self,
        reader: UserId,
        query: &NoticeQuery,
        after: Option<NoticeId>,
        count: usize,
    ) -> Result<Vec<Notice>> {
        let shelf = (query.archived == Some(true)).then_some(Shelf::Archive);
        let mut filter = doc! { "user": reader.to_string(), "shelf": word(shelf) };
        match query.unread {
            Some(true) => drop(filter.insert("read_at", Bson::Null)),
            Some(false) => drop(filter.insert("read_at", doc! { "$ne": Bson::Null })),
            None => {}
        }
        if let Some(after) = after {
            filter.insert("_id", doc! { "$lt": after.to_string() });
        }
        self.newest(filter, count).await
    }

    /// Everything that somebody was told, wherever it is kept.
    pub(in super::super) async fn all(&self, person: UserId, count: usize) -> Result<Vec<Notice>> {
        self.newest(doc! { "user": person.to_string() }, count).await
    }

    /// What came into the inbox of a reader after an id, newest first.
    pub(in super::super) async fn since(
        &self,
        reader: UserId,
        id: NoticeId,
        count: usize,
    ) -> Result<Vec<Notice>> {
        let inbox =
            doc! { "user": reader.to_string(), "shelf": Bson::Null, "_id": { "$gt": id.to_string() } };
        self.newest(inbox, count).await
    }

    async fn newest(&self, filter: Document, count: usize) -> Result<Vec<Notice>> {
        let find = self.notices.find(filter).sort(doc! { "_id": -1 });
        let find = find.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME);
        find.await?.map_ok(Notice::from).try_collect().await
    }

    /// How many unread ones the inbox has, up to a number.
    pub(in super::super) async fn unread(&self, reader: UserId, most: u32) -> Result<u32> {
        let unread = doc! { "user": reader.to_string(), "shelf": Bson::Null, "read_at": Bson::Null };
        let counted = self.notices.count_documents(unread).limit(u64::from(most)).max_time(MAX_TIME).await?;
        Ok(u32::try_from(counted).unwrap_or(most))
    }

    /// Marks one as read; the first mark stands. `false` if the reader has no such notice.
    pub(in super::super) async fn mark(&self, id: NoticeId, reader: UserId, at: Timestamp) -> Result<bool> {
        let one = doc! { "_id": id.to_string(), "user": reader.to_string(), "shelf": { "$ne": "mail_only" } };
        let mut unread = one.clone();
        unread.insert("read_at", Bson::Null);
        let set = doc! { "$set": { "read_at": DateTime::from_jiff(at) } };
        if self.notices.update_one(unread, set).await?.matched_count == 1 {
            return Ok(true);
        }
        Ok(self.notices.find_one(one).max_time(MAX_TIME).await?.is_some())
    }

    /// Marks every unread one as read.
    pub(in super::super) async fn mark_all(&self, reader: UserId, at: Timestamp) -> Result<()> {
        let unread = doc! { "user": reader.to_string(), "shelf": Bson::Null, "read_at": Bson::Null };
        let set = doc! { "$set": { "read_at": DateTime::from_jiff(at) } };
        self.notices.update_many(unread, set).await.map(|_| ())
    }

    /// Puts one away, which was read then. `false` if the reader has no such notice.
    pub(in super::super) async fn put_away(
        &self,
        id: NoticeId,
        reader: UserId,
        at: Timestamp,
    ) -> Result<bool> {
        let one = doc! { "_id": id.to_string(), "user": reader.to_string(), "shelf": { "$ne": "mail_only" } };
        let read_at = doc! { "$ifNull": ["$read_at", DateTime::from_jiff(at)] };
        let set = vec![doc! { "$set": { "shelf": word(Some(Shelf::Archive)), "read_at": read_at } }];
        Ok(self.notices.update_one(one, set).await?.matched_count == 1)
    }

    /// Puts one back into the inbox. `false` if the reader has no such notice.
    pub(in super::super) async fn put_back(&self, id: NoticeId, reader: UserId) -> Result<bool> {
        let one = doc! { "_id": id.to_string(), "user": reader.to_string(), "shelf": { "$ne": "mail_only" } };
        let unset = doc! { "$unset": { "shelf": "" } };
        Ok(self.notices.update_one(one, unset).await?.matched_count == 1)
    }

    /// Whose digest is due.
    pub(in super::super) async fn with_digest_due(&self, now: Timestamp) -> Result<Vec<UserId>> {
        #[derive(Deserialize)]
        struct Due {
            #[serde(rename = "_id")]
            user: UserId,
        }
        let due = self.notices.aggregate([
            doc! { "$match": { "digest_due": { "$lte": DateTime::from_jiff(now) } } },
            doc! { "$group": { "_id": "$user" } },
            doc! { "$limit": ROUND },
        ]);
        due.with_type::<Due>().max_time(MAX_TIME).await?.map_ok(|due| due.user).try_collect().await
    }

    /// What one person's digest is made of, oldest first: everything that waits for one, due or not.
    pub(in super::super) async fn for_digest(
        &self,
        person: UserId,
        session: &mut ClientSession,
    ) -> Result<Vec<NoticeDoc>> {
        let waiting = doc! { "user": person.to_string(), "digest_due": { "$exists": true } };
        let find = self.notices.find(waiting).sort(doc! { "_id": 1 }).limit(MAX_DIGEST);
        let mut found = find.session(&mut *session).await?;
        found.stream(session).try_collect().await
    }

    /// These do not wait for a digest any more.
    pub(in super::super) async fn digested(
        &self,
        person: UserId,
        ids: &[NoticeId],
        session: &mut ClientSession,
    ) -> Result<()> {
        let ids: Vec<String> = ids.iter().map(NoticeId::to_string).collect();
        let which = doc! { "user": person.to_string(), "_id": { "$in": ids } };
        let unset = doc! { "$unset": { "digest_due": "" } };
        self.notices.update_many(which, unset).session(session).await.map(|_| ())
    }

    /// Removes every notice to a person.
    pub(in super::super) async fn forget(&self, person: UserId) -> Result<()> {
        self.notices.delete_many(doc! { "user": person.to_string() }).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_word_is_the_one_that_is_searched_for() {
        for shelf in [Shelf::Archive, Shelf::MailOnly] {
            assert_eq!(bson::serialize_to_bson(&shelf).unwrap(), word(Some(shelf)));
        }
    }
}
