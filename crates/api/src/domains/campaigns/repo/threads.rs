//! `campaign_threads`: one document per application in which something was written, by the application's id, with what
//! lists of threads need. Shard key it would have: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::OfferSide;
use shared::id::{ApplicationId, BrandId, CampaignId, MessageId, UserId};

use super::applications::ApplicationDoc;
use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::index::plain;

/// One thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadDoc {
    #[serde(rename = "_id")]
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    /// The account of the creator.
    pub creator_user: UserId,
    /// How many messages there are: the number of the last one.
    pub last_number: u32,
    pub last_message: MessageId,
    pub last_by: OfferSide,
    pub last_at: DateTime,
    /// Whether the brand has ever written, so that the creator may.
    #[serde(default)]
    pub brand_wrote: bool,
}

/// Whose threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of a creator, by their account.
    Creator(UserId),
    /// Those of a brand.
    Brand(BrandId),
}

/// Where a list goes on.
pub type Place = (i64, ApplicationId);

/// The collection.
pub fn collection(database: &Database) -> Collection<ThreadDoc> {
    database.collection("campaign_threads")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            plain(doc! { "creator_user": 1, "last_at": -1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "last_at": -1, "_id": -1 }),
            plain(doc! { "brand_id": 1, "creator_user": 1 }),
        ])
        .await
        .map(|_| ())
}

/// The thread of an application, if something was written in it.
pub async fn find(database: &Database, id: ApplicationId) -> ApiResult<Option<ThreadDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The same, as the transaction sees it.
pub async fn find_within(
    database: &Database,
    session: &mut ClientSession,
    id: ApplicationId,
) -> ApiResult<Option<ThreadDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).session(session).await?)
}

/// Counts one more message; gives the thread with its number. Of two that are written at the same moment, one waits for the
/// other: so numbers have no gap.
pub async fn count_message(
    database: &Database,
    session: &mut ClientSession,
    application: &ApplicationDoc,
    message: MessageId,
    by: OfferSide,
    at: Timestamp,
) -> ApiResult<ThreadDoc> {
    let mut set = doc! {
        "last_message": message.to_string(), "last_by": by.as_str(), "last_at": DateTime::from_jiff(at),
    };
    if by == OfferSide::Brand {
        set.insert("brand_wrote", true);
    }
    let update = doc! {
        "$inc": { "last_number": 1_i64 },
        "$set": set,
        "$setOnInsert": {
            "campaign_id": application.campaign_id.to_string(),
            "campaign_title": &application.campaign_title,
            "brand_id": application.brand_id.to_string(),
            "creator_user": application.user_id.to_string(),
        },
    };
    let threads = collection(database);
    let counted = threads.find_one_and_update(doc! { "_id": application.id.to_string() }, update);
    let counted = counted.upsert(true).return_document(ReturnDocument::After).session(session).await?;
    counted.ok_or_else(|| ApiError::internal("a thread that was just written is not there"))
}

/// Holds the threads between a brand and a creator still until the transaction ends: what is written at the same moment comes
/// before or after, and not in between.
pub async fn hold(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    creator: UserId,
) -> ApiResult<()> {
    let theirs = doc! { "brand_id": brand.to_string(), "creator_user": creator.to_string() };
    collection(database).update_many(theirs, doc! { "$inc": { "held": 1_i64 } }).session(session).await?;
    Ok(())
}

/// Somebody's threads, where something was written last first.
pub async fn list(
    database: &Database,
    whose: Whose,
    after: Option<Place>,
    count: usize,
) -> ApiResult<Vec<ThreadDoc>> {
    let mut filter = match whose {
        Whose::Creator(user) => doc! { "creator_user": user.to_string() },
        Whose::Brand(brand) => doc! { "brand_id": brand.to_string() },
    };
    if let Some((at, id)) = after {
        let at = DateTime::from_millis(at);
        let same = doc! { "last_at": at, "_id": { "$lt": id.to_string() } };
        filter.insert("$or", vec![doc! { "last_at": { "$lt": at } }, same]);
    }
    let threads = collection(database);
    let found = threads.find(filter).sort(doc! { "last_at": -1, "_id": -1 });
    Ok(found.limit(many(count)).max_time(MAX_TIME).await?.try_collect().await?)
}
