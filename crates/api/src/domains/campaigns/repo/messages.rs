//! `campaign_messages`: what was written, numbered in each thread. Shard key it would have: `application_id`, which the
//! unique index begins with.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::OfferSide;
use shared::id::{ApplicationId, MediaId, MessageId, UserId};
use shared::media::MediaFile;

use super::ratings::HiddenDoc;
use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::index::{plain, unique};

/// Messages of one person in a copy of their data.
const MAX_COPIED: i64 = 50_000;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDoc {
    #[serde(rename = "_id")]
    pub id: MessageId,
    pub application_id: ApplicationId,
    pub number: u32,
    pub by: OfferSide,
    pub author: UserId,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<MediaFile>,
    pub at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<HiddenDoc>,
    /// Its author was erased, and what it said with them.
    #[serde(default)]
    pub erased: bool,
}

impl MessageDoc {
    /// Whether its words and files may be shown.
    pub const fn is_seen(&self) -> bool {
        self.hidden.is_none() && !self.erased
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<MessageDoc> {
    database.collection("campaign_messages")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            unique(doc! { "application_id": 1, "number": 1 }),
            plain(doc! { "author": 1, "_id": 1 }),
        ])
        .await
        .map(|_| ())
}

/// Adds a message. Its number is unique in its thread.
pub async fn insert(database: &Database, session: &mut ClientSession, message: &MessageDoc) -> ApiResult<()> {
    collection(database).insert_one(message).session(session).await?;
    Ok(())
}

/// The message of that id.
pub async fn find(database: &Database, id: MessageId) -> ApiResult<Option<MessageDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The messages of these ids, in no order.
pub async fn find_all(database: &Database, ids: &[MessageId]) -> ApiResult<Vec<MessageDoc>> {
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let messages = collection(database);
    let found = messages.find(doc! { "_id": { "$in": texts } }).limit(many(ids.len().max(1)));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The messages of a thread before a number, the newest first.
pub async fn before(
    database: &Database,
    thread: ApplicationId,
    number: Option<u32>,
    count: usize,
) -> ApiResult<Vec<MessageDoc>> {
    let mut filter = doc! { "application_id": thread.to_string() };
    if let Some(number) = number {
        filter.insert("number", doc! { "$lt": i64::from(number) });
    }
    let messages = collection(database);
    let found = messages.find(filter).sort(doc! { "number": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The messages of a thread after a number, the oldest first.
pub async fn after(
    database: &Database,
    thread: ApplicationId,
    number: u32,
    count: usize,
) -> ApiResult<Vec<MessageDoc>> {
    let filter = doc! { "application_id": thread.to_string(), "number": { "$gt": i64::from(number) } };
    let messages = collection(database);
    let found = messages.find(filter).sort(doc! { "number": 1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// How many messages after a number others than this person wrote, as the transaction sees it.
pub async fn count_of_others(
    database: &Database,
    session: &mut ClientSession,
    thread: ApplicationId,
    number: u32,
    reader: UserId,
) -> ApiResult<u32> {
    let filter = doc! {
        "application_id": thread.to_string(),
        "number": { "$gt": i64::from(number) },
        "author": { "$ne": reader.to_string() },
    };
    let counted = collection(database).count_documents(filter).session(session).await?;
    Ok(u32::try_from(counted).unwrap_or(u32::MAX))
}

/// The message of a thread that a file stands in.
pub async fn with_file(
    database: &Database,
    thread: ApplicationId,
    file: MediaId,
) -> ApiResult<Option<MessageDoc>> {
    let filter = doc! { "application_id": thread.to_string(), "attachments.id": file.to_string() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// Takes a message out of sight; `None` when it is already, or is not there.
pub async fn hide(
    database: &Database,
    session: &mut ClientSession,
    id: MessageId,
    hidden: &HiddenDoc,
) -> ApiResult<Option<MessageDoc>> {
    let hidden = bson::serialize_to_bson(hidden).map_err(ApiError::internal)?;
    let filter = doc! { "_id": id.to_string(), "hidden": { "$exists": false } };
    let messages = collection(database);
    let done = messages.find_one_and_update(filter, doc! { "$set": { "hidden": hidden } });
    Ok(done.return_document(ReturnDocument::After).session(session).await?)
}

/// What a person wrote, oldest first, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<MessageDoc>> {
    let messages = collection(database);
    let found = messages.find(doc! { "author": user.to_string() }).sort(doc! { "_id": 1 });
    Ok(found.limit(MAX_COPIED).max_time(MAX_TIME).await?.try_collect().await?)
}

/// Messages of a person that still name a file, some of them.
pub async fn with_files_of(database: &Database, user: UserId, count: usize) -> ApiResult<Vec<MessageDoc>> {
    let filter = doc! { "author": user.to_string(), "attachments": { "$exists": true } };
    let messages = collection(database);
    let found = messages.find(filter).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Takes the files out of a message, which are gone.
pub async fn drop_files(database: &Database, id: MessageId) -> ApiResult<()> {
    let update = doc! { "$unset": { "attachments": "" } };
    collection(database).update_one(doc! { "_id": id.to_string() }, update).await?;
    Ok(())
}

/// Takes what a person said out of their messages. That they wrote stays, so that numbers have no gap.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let update = doc! { "$set": { "text": "", "erased": true } };
    collection(database).update_many(doc! { "author": user.to_string() }, update).await?;
    Ok(())
}
