//! `campaign_reads`: how far each person has read each thread, and how much is new to them. Shard key it would have:
//! `application_id`, with the person's totals in a collection of their own.

use std::collections::HashMap;

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{OfferSide, UnreadMessages};
use shared::id::{ApplicationId, BrandId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;
use crate::infra::db::index::plain;

/// Threads with something new that are counted.
const MOST_COUNTED: i64 = 100;
/// Marks of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;
/// People of one thread.
const MAX_PEOPLE: i64 = 1_000;

/// How far one person has read one thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDoc {
    /// The thread and the person, so that there is one of each.
    #[serde(rename = "_id")]
    pub id: String,
    pub application_id: ApplicationId,
    pub user_id: UserId,
    pub by: OfferSide,
    /// The brand for whose side they read; none for a creator.
    pub brand_id: Option<BrandId>,
    /// The number of the last message that they have read.
    pub read: u32,
    /// Messages after that which others wrote.
    pub unread: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<DateTime>,
}

impl ReadDoc {
    /// Somebody of a side who has read up to a message.
    pub fn new(
        application: ApplicationId,
        user: UserId,
        brand_id: Option<BrandId>,
        read: u32,
        unread: u32,
    ) -> Self {
        let by = if brand_id.is_some() { OfferSide::Brand } else { OfferSide::Creator };
        let id = key(application, user);
        Self { id, application_id: application, user_id: user, by, brand_id, read, unread, read_at: None }
    }
}

fn key(application: ApplicationId, user: UserId) -> String {
    format!("{application}:{user}")
}

/// The collection.
pub fn collection(database: &Database) -> Collection<ReadDoc> {
    database.collection("campaign_reads")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            plain(doc! { "application_id": 1, "by": 1, "read": -1 }),
            plain(doc! { "user_id": 1, "brand_id": 1, "unread": 1 }),
        ])
        .await
        .map(|_| ())
}

/// How far somebody has read a thread.
pub async fn find(database: &Database, thread: ApplicationId, user: UserId) -> ApiResult<Option<ReadDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key(thread, user) }).max_time(MAX_TIME).await?)
}

/// The same, as the transaction sees it.
pub async fn find_within(
    database: &Database,
    session: &mut ClientSession,
    thread: ApplicationId,
    user: UserId,
) -> ApiResult<Option<ReadDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key(thread, user) }).session(session).await?)
}

/// How far somebody has read these threads.
pub async fn of_user(
    database: &Database,
    user: UserId,
    threads: &[ApplicationId],
) -> ApiResult<HashMap<ApplicationId, ReadDoc>> {
    let keys: Vec<String> = threads.iter().map(|thread| key(*thread, user)).collect();
    let reads = collection(database);
    let found = reads.find(doc! { "_id": { "$in": keys } }).limit(MAX_PEOPLE);
    let found: Vec<ReadDoc> = found.max_time(MAX_TIME).await?.try_collect().await?;
    Ok(found.into_iter().map(|read| (read.application_id, read)).collect())
}

/// How far whoever has read most of a side has read.
pub async fn furthest(database: &Database, thread: ApplicationId, side: OfferSide) -> ApiResult<u32> {
    let theirs = doc! { "application_id": thread.to_string(), "by": side.as_str() };
    let found = collection(database).find_one(theirs).sort(doc! { "read": -1 }).max_time(MAX_TIME).await?;
    Ok(found.map_or(0, |read| read.read))
}

/// Counts one more message of somebody else for these people, who all read for one side. Who has no mark gets one at the
/// message before. Gives how they stood before.
pub async fn count_message(
    database: &Database,
    session: &mut ClientSession,
    thread: ApplicationId,
    people: &[UserId],
    brand: Option<BrandId>,
    number: u32,
) -> ApiResult<Vec<ReadDoc>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let reads = collection(database);
    let keys: Vec<String> = people.iter().map(|user| key(thread, *user)).collect();
    let theirs = doc! { "_id": { "$in": keys } };
    let mut found = reads.find(theirs.clone()).session(&mut *session).await?;
    let mut before: Vec<ReadDoc> = found.stream(&mut *session).try_collect().await?;
    reads.update_many(theirs, doc! { "$inc": { "unread": 1_i64 } }).session(&mut *session).await?;
    let missing: Vec<ReadDoc> = people
        .iter()
        .filter(|user| before.iter().all(|read| read.user_id != **user))
        .map(|user| ReadDoc::new(thread, *user, brand, number.saturating_sub(1), 1))
        .collect();
    if !missing.is_empty() {
        reads.insert_many(&missing).session(session).await?;
    }
    before.extend(missing.into_iter().map(|read| ReadDoc { unread: 0, ..read }));
    Ok(before)
}

/// Writes how far somebody has read.
pub async fn mark(
    database: &Database,
    session: &mut ClientSession,
    read: &ReadDoc,
    now: Timestamp,
) -> ApiResult<()> {
    let update = doc! {
        "$set": {
            "read": i64::from(read.read),
            "unread": i64::from(read.unread),
            "read_at": DateTime::from_jiff(now),
        },
        "$setOnInsert": {
            "application_id": read.application_id.to_string(),
            "user_id": read.user_id.to_string(),
            "by": read.by.as_str(),
            "brand_id": read.brand_id.map(|brand| brand.to_string()),
        },
    };
    collection(database).update_one(doc! { "_id": &read.id }, update).upsert(true).session(session).await?;
    Ok(())
}

/// How much is new to somebody: in a brand's threads, or in their own as a creator.
pub async fn unread(database: &Database, user: UserId, brand: Option<BrandId>) -> ApiResult<UnreadMessages> {
    let filter = doc! {
        "user_id": user.to_string(),
        "brand_id": brand.map(|brand| brand.to_string()),
        "unread": { "$gt": 0_i64 },
    };
    let found = collection(database).find(filter).limit(MOST_COUNTED).max_time(MAX_TIME).await?;
    let found: Vec<ReadDoc> = found.try_collect().await?;
    let messages = found.iter().fold(0_u32, |sum, read| sum.saturating_add(read.unread));
    Ok(UnreadMessages { threads: u32::try_from(found.len()).unwrap_or(u32::MAX), messages })
}

/// How far somebody has read, everywhere, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<ReadDoc>> {
    let reads = collection(database);
    let found = reads.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Forgets how far somebody has read.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "user_id": user.to_string() }).await?;
    Ok(())
}
