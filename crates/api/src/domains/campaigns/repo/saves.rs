//! `campaign_saves`: what people saved to look at again. Shard key it would have: `user_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{CampaignId, UserId};

use super::{MAX_TIME, many};
use crate::http::ApiResult;

/// Saved campaigns of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One campaign that somebody saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveDoc {
    pub user_id: UserId,
    pub campaign_id: CampaignId,
    pub saved_at: DateTime,
}

/// Where a list of them goes on.
pub type Place = (i64, CampaignId);

/// The collection.
pub fn collection(database: &Database) -> Collection<SaveDoc> {
    database.collection("campaign_saves")
}

/// Saves a campaign; again changes nothing. Whether it was not saved before.
pub async fn add(
    database: &Database,
    session: &mut ClientSession,
    id: uuid::Uuid,
    save: &SaveDoc,
) -> ApiResult<bool> {
    let filter = doc! { "user_id": save.user_id.to_string(), "campaign_id": save.campaign_id.to_string() };
    let insert = doc! { "$setOnInsert": { "_id": id.to_string(), "saved_at": save.saved_at } };
    let added = collection(database).update_one(filter, insert).upsert(true).session(session).await?;
    Ok(added.upserted_id.is_some())
}

/// Forgets that a campaign was saved.
pub async fn remove(database: &Database, user: UserId, campaign: CampaignId) -> ApiResult<()> {
    let filter = doc! { "user_id": user.to_string(), "campaign_id": campaign.to_string() };
    collection(database).delete_one(filter).await?;
    Ok(())
}

/// How many somebody saved, counted inside the transaction.
pub async fn count(database: &Database, session: &mut ClientSession, user: UserId) -> ApiResult<u64> {
    Ok(collection(database).count_documents(doc! { "user_id": user.to_string() }).session(session).await?)
}

/// Whether somebody saved a campaign.
pub async fn has(database: &Database, user: UserId, campaign: CampaignId) -> ApiResult<bool> {
    let filter = doc! { "user_id": user.to_string(), "campaign_id": campaign.to_string() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.is_some())
}

/// What somebody saved, the last first.
pub async fn list(
    database: &Database,
    user: UserId,
    after: Option<Place>,
    count: usize,
) -> ApiResult<Vec<SaveDoc>> {
    let mut filter = doc! { "user_id": user.to_string() };
    if let Some((at, campaign)) = after {
        let at = DateTime::from_millis(at);
        let before = doc! { "saved_at": at, "campaign_id": { "$lt": campaign.to_string() } };
        filter.insert("$or", vec![doc! { "saved_at": { "$lt": at } }, before]);
    }
    let saves = collection(database);
    let found = saves.find(filter).sort(doc! { "saved_at": -1, "campaign_id": -1 });
    Ok(found.limit(many(count)).max_time(MAX_TIME).await?.try_collect().await?)
}

/// Everything that somebody saved, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<SaveDoc>> {
    let saves = collection(database);
    let found = saves.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Forgets everything that somebody saved.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "user_id": user.to_string() }).await?;
    Ok(())
}

impl SaveDoc {
    /// Saved now.
    pub fn now(user_id: UserId, campaign_id: CampaignId, now: Timestamp) -> Self {
        Self { user_id, campaign_id, saved_at: DateTime::from_jiff(now) }
    }
}
