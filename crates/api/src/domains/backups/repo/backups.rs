//! Finding and changing records of backups. A change of state is conditional on the state before.

use bson::{Bson, DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::options::IndexOptions;
use mongodb::{ClientSession, IndexModel};
use serde::{Deserialize, Serialize};
use shared::backups::{BackupState, Verdict};
use shared::id::{BackupId, JobId};

use super::{BackupDoc, Contents, CopyDoc, Deletion, MAX_TIME, Repo};
use crate::infra::db::index::{plain, sparse};

/// The most records that are looked at at once; more archives than this are not kept by any schedule.
const MANY: i64 = 5_000;

/// What `backups` is searched by.
pub(super) fn indexes() -> Vec<IndexModel> {
    let unique = IndexOptions::builder().unique(true).name("one_per_file_name".to_owned()).build();
    vec![
        plain(doc! { "created_at": -1, "_id": -1 }),
        plain(doc! { "state": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "database": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "database": 1, "state": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "available": 1, "contents.verdict": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "trigger": 1, "_id": -1 }),
        sparse(doc! { "deletion.at": 1 }),
        // The server takes no index of the same keys by another name: it stays what it was once called.
        IndexModel::builder().keys(doc! { "file_name": 1 }).options(unique).build(),
    ]
}

/// Where a backup stands in the list, which is newest first.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(in crate::domains::backups) struct Place {
    pub at: Timestamp,
    pub id: BackupId,
}

/// Which backups.
#[derive(Debug, Clone, Default)]
pub(in crate::domains::backups) struct Filter {
    pub database: Option<String>,
    pub state: Option<BackupState>,
    /// Only those whose archive is there.
    pub available: bool,
    /// Only complete ones that are not known to be damaged.
    pub complete: bool,
    pub after: Option<Place>,
}

/// How much is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(in crate::domains::backups) struct Kept {
    pub count: i64,
    pub bytes: i64,
}

fn word(state: BackupState) -> &'static str {
    match state {
        BackupState::Queued => "queued",
        BackupState::Running => "running",
        BackupState::Finished => "finished",
        BackupState::Failed => "failed",
        BackupState::Cancelled => "cancelled",
    }
}

fn open() -> Bson {
    bson::bson!({ "$in": [word(BackupState::Queued), word(BackupState::Running)] })
}

fn marked(id: BackupId) -> Document {
    doc! { "_id": id.to_string(), "deletion": { "$exists": true } }
}

fn by_id(id: BackupId) -> Document {
    doc! { "_id": id.to_string() }
}

fn still_open(id: BackupId) -> Document {
    doc! { "_id": id.to_string(), "state": open() }
}

impl Filter {
    fn into_document(self) -> Document {
        let mut filter = doc! {};
        if let Some(database) = self.database {
            filter.insert("database", database);
        }
        if let Some(state) = self.state {
            filter.insert("state", word(state));
        }
        if self.available {
            filter.insert("available", true);
        }
        if self.complete {
            filter.insert("state", word(BackupState::Finished));
            filter.insert(
                "contents.verdict",
                bson::serialize_to_bson(&Verdict::Complete).unwrap_or(Bson::Null),
            );
            filter.insert("damage", doc! { "$exists": false });
        }
        if let Some(Place { at, id }) = self.after {
            let at = DateTime::from_jiff(at);
            let later = vec![
                doc! { "created_at": { "$lt": at } },
                doc! { "created_at": at, "_id": { "$lt": id.to_string() } },
            ];
            filter.insert("$or", later);
        }
        filter
    }
}

impl Repo {
    /// Stores a record unless there is one of this id.
    pub(in crate::domains::backups) async fn ask(
        &self,
        backup: &BackupDoc,
        session: Option<&mut ClientSession>,
    ) -> Result<()> {
        let mut new = bson::serialize_to_document(backup)?;
        new.remove("_id");
        let update = doc! { "$setOnInsert": new };
        let ask = self.backups.update_one(by_id(backup.id), update).upsert(true);
        match session {
            Some(session) => ask.session(session).await?,
            None => ask.await?,
        };
        Ok(())
    }

    /// Says that it is being written. `false` if it has ended meanwhile.
    pub(in crate::domains::backups) async fn begin(&self, id: BackupId) -> Result<bool> {
        let update = doc! { "$set": { "state": word(BackupState::Running) } };
        Ok(self.backups.update_one(still_open(id), update).await?.matched_count == 1)
    }

    /// Says that it is written, sound, and there (unless it was never to be kept here).
    pub(in crate::domains::backups) async fn finish(
        &self,
        id: BackupId,
        contents: &Contents,
        copies: &[CopyDoc],
        at: Timestamp,
        available: bool,
    ) -> Result<()> {
        let mut set = doc! {
            "copies": bson::serialize_to_bson(copies)?,
            "state": word(BackupState::Finished),
            "contents": bson::serialize_to_bson(contents)?,
            "available": available,
            "finished_at": at,
        };
        if available {
            set.insert("verified_at", at);
        }
        self.backups.update_one(by_id(id), doc! { "$set": set, "$unset": { "error": "" } }).await.map(|_| ())
    }

    /// Says why it was not written. `false` if it has ended before.
    pub(in crate::domains::backups) async fn give_up(
        &self,
        id: BackupId,
        cancelled: bool,
        error: &str,
        at: Timestamp,
    ) -> Result<bool> {
        let state = word(if cancelled { BackupState::Cancelled } else { BackupState::Failed });
        let update = doc! { "$set": { "state": state, "error": error, "finished_at": at } };
        Ok(self.backups.update_one(still_open(id), update).await?.modified_count == 1)
    }

    /// Notes the finding of a verification: sound at this instant, or damaged.
    pub(in crate::domains::backups) async fn note_verification(
        &self,
        id: BackupId,
        finding: std::result::Result<Timestamp, &str>,
    ) -> Result<()> {
        let update = match finding {
            Ok(at) => doc! { "$set": { "verified_at": at }, "$unset": { "damage": "" } },
            Err(damage) => doc! { "$set": { "damage": damage } },
        };
        self.backups.update_one(by_id(id), update).await.map(|_| ())
    }

    /// Notes that a drill proved it.
    pub(in crate::domains::backups) async fn note_drill(&self, id: BackupId, at: Timestamp) -> Result<()> {
        self.backups.update_one(by_id(id), doc! { "$set": { "drilled_at": at } }).await.map(|_| ())
    }

    /// Notes whether the archive is there.
    pub(in crate::domains::backups) async fn note_available(
        &self,
        id: BackupId,
        available: bool,
    ) -> Result<()> {
        self.backups.update_one(by_id(id), doc! { "$set": { "available": available } }).await.map(|_| ())
    }

    /// Says that it will be deleted. `false` if that was said before, or it is gone.
    pub(in crate::domains::backups) async fn mark_deletion(
        &self,
        id: BackupId,
        deletion: &Deletion,
        session: &mut ClientSession,
    ) -> Result<bool> {
        let mut unmarked = by_id(id);
        unmarked.insert("deletion", doc! { "$exists": false });
        let update = doc! { "$set": { "deletion": bson::serialize_to_bson(deletion)? } };
        Ok(self.backups.update_one(unmarked, update).session(session).await?.modified_count == 1)
    }

    /// Says that it stays after all. `false` if nobody said otherwise. One that is held is not let go by the schedule.
    pub(in crate::domains::backups) async fn unmark_deletion(
        &self,
        id: BackupId,
        held: bool,
        session: &mut ClientSession,
    ) -> Result<bool> {
        let mut update = doc! { "$unset": { "deletion": "" } };
        if held {
            update.insert("$set", doc! { "held": true });
        }
        Ok(self.backups.update_one(marked(id), update).session(session).await?.modified_count == 1)
    }

    /// Takes the archive of a backup that is to be deleted off the list: from now on it is not given to anybody.
    /// `false` if it stays after all.
    pub(in crate::domains::backups) async fn let_go(&self, id: BackupId, now: Timestamp) -> Result<bool> {
        let mut due = marked(id);
        due.insert("deletion.at", doc! { "$lte": now });
        let update = doc! { "$set": { "available": false } };
        Ok(self.backups.update_one(due, update).await?.matched_count == 1)
    }

    /// Ends a deletion: forgets the backup, or only that it was to be deleted.
    pub(in crate::domains::backups) async fn end_deletion(
        &self,
        id: BackupId,
        forget: bool,
        session: &mut ClientSession,
    ) -> Result<()> {
        if forget {
            return self.backups.delete_one(by_id(id)).session(session).await.map(|_| ());
        }
        let update = doc! { "$unset": { "deletion": "" } };
        self.backups.update_one(by_id(id), update).session(session).await.map(|_| ())
    }

    /// One backup, with its collections.
    pub(in crate::domains::backups) async fn get(&self, id: BackupId) -> Result<Option<BackupDoc>> {
        self.backups.find_one(by_id(id)).max_time(MAX_TIME).await
    }

    /// The backup whose archive has this name.
    pub(in crate::domains::backups) async fn of_file(&self, file_name: &str) -> Result<Option<BackupDoc>> {
        self.backups.find_one(doc! { "file_name": file_name }).max_time(MAX_TIME).await
    }

    /// The backup whose archive has this digest.
    pub(in crate::domains::backups) async fn newest(&self, filter: Filter) -> Result<Option<BackupDoc>> {
        Ok(self.list(filter, 1).await?.into_iter().next())
    }

    /// Backups, newest first, without what they hold collection by collection.
    pub(in crate::domains::backups) async fn list(
        &self,
        filter: Filter,
        limit: i64,
    ) -> Result<Vec<BackupDoc>> {
        self.backups
            .find(filter.into_document())
            .projection(doc! { "contents.each": 0 })
            .sort(doc! { "created_at": -1, "_id": -1 })
            .limit(limit)
            .max_time(MAX_TIME)
            .await?
            .try_collect()
            .await
    }

    /// Every backup whose archive should be there.
    pub(in crate::domains::backups) async fn available(
        &self,
        database: Option<&str>,
    ) -> Result<Vec<BackupDoc>> {
        let database = database.map(str::to_owned);
        self.list(Filter { available: true, database, ..Filter::default() }, MANY).await
    }

    /// Backups whose time to be deleted has come.
    pub(in crate::domains::backups) async fn due_for_deletion(
        &self,
        now: Timestamp,
    ) -> Result<Vec<BackupDoc>> {
        self.backups
            .find(doc! { "deletion.at": { "$lte": now } })
            .projection(doc! { "contents.each": 0 })
            .limit(MANY)
            .max_time(MAX_TIME)
            .await?
            .try_collect()
            .await
    }

    /// Backups that were streamed to a browser, newest first by id.
    pub(in crate::domains::backups) async fn direct(
        &self,
        before: Option<JobId>,
        limit: i64,
    ) -> Result<Vec<BackupDoc>> {
        let mut filter = doc! { "trigger": "direct" };
        if let Some(before) = before {
            filter.insert("_id", doc! { "$lt": before.to_string() });
        }
        self.backups
            .find(filter)
            .projection(doc! { "contents.each": 0 })
            .sort(doc! { "_id": -1 })
            .limit(limit)
            .max_time(MAX_TIME)
            .await?
            .try_collect()
            .await
    }

    /// How many archives are there, and how large they are together.
    pub(in crate::domains::backups) async fn kept(&self) -> Result<Kept> {
        let pipeline = [
            doc! { "$match": { "available": true } },
            doc! { "$group": {
                "_id": null, "count": { "$sum": 1_i64 }, "bytes": { "$sum": "$contents.archive_bytes" },
            } },
        ];
        let sums: Vec<Document> =
            self.backups.aggregate(pipeline).max_time(MAX_TIME).await?.try_collect().await?;
        let number = |sum: &Document, key| match sum.get(key) {
            Some(Bson::Int64(number)) => *number,
            Some(Bson::Int32(number)) => i64::from(*number),
            _ => 0,
        };
        let kept = |sum: &Document| Kept { count: number(sum, "count"), bytes: number(sum, "bytes") };
        Ok(sums.first().map(kept).unwrap_or_default())
    }
}
