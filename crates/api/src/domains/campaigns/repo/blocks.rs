//! `campaign_blocks`: which side takes no messages of the other: one document for each brand, creator and side. Shard key it
//! would have: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{MessageBlock, OfferSide};
use shared::id::{BrandId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;
use crate::infra::db::index::plain;

/// Blocks of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One side takes no messages of the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockDoc {
    #[serde(rename = "_id")]
    pub id: String,
    pub brand_id: BrandId,
    /// The account of the creator.
    pub creator_user: UserId,
    /// Which side does not.
    pub by: OfferSide,
    /// Who decided it.
    pub author: UserId,
    pub at: DateTime,
}

impl BlockDoc {
    /// One side blocks the other.
    pub fn new(brand_id: BrandId, creator_user: UserId, by: OfferSide, author: UserId, at: DateTime) -> Self {
        Self { id: key(brand_id, creator_user, by), brand_id, creator_user, by, author, at }
    }

    /// As it travels.
    pub fn to_block(&self) -> MessageBlock {
        MessageBlock { by: self.by, at: self.at.to_jiff() }
    }
}

fn key(brand: BrandId, creator: UserId, by: OfferSide) -> String {
    format!("{brand}:{creator}:{}", by.as_str())
}

fn both(brand: BrandId, creator: UserId) -> bson::Document {
    let keys = [OfferSide::Brand, OfferSide::Creator].map(|by| key(brand, creator, by));
    doc! { "_id": { "$in": keys.to_vec() } }
}

fn collection(database: &Database) -> Collection<BlockDoc> {
    database.collection("campaign_blocks")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([plain(doc! { "author": 1 }), plain(doc! { "creator_user": 1 })])
        .await
        .map(|_| ())
}

/// The blocks between a brand and a creator.
pub async fn between(database: &Database, brand: BrandId, creator: UserId) -> ApiResult<Vec<BlockDoc>> {
    let blocks = collection(database);
    let found = blocks.find(both(brand, creator)).limit(2).max_time(MAX_TIME);
    Ok(found.await?.try_collect().await?)
}

/// The same, as the transaction sees them.
pub async fn between_within(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    creator: UserId,
) -> ApiResult<Vec<BlockDoc>> {
    let blocks = collection(database);
    let found = blocks.find(both(brand, creator)).limit(2);
    let mut found = found.session(&mut *session).await?;
    Ok(found.stream(session).try_collect().await?)
}

/// Blocks; again changes nothing. Whether it was not so before.
pub async fn add(database: &Database, session: &mut ClientSession, block: &BlockDoc) -> ApiResult<bool> {
    let insert = doc! { "$setOnInsert": {
        "brand_id": block.brand_id.to_string(),
        "creator_user": block.creator_user.to_string(),
        "by": block.by.as_str(),
        "author": block.author.to_string(),
        "at": block.at,
    } };
    let blocks = collection(database);
    let added = blocks.update_one(doc! { "_id": &block.id }, insert);
    Ok(added.upsert(true).session(session).await?.upserted_id.is_some())
}

/// Takes a block away; again changes nothing. Whether there was one.
pub async fn remove(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    creator: UserId,
    by: OfferSide,
) -> ApiResult<bool> {
    let blocks = collection(database);
    let gone = blocks.delete_one(doc! { "_id": key(brand, creator, by) }).session(session);
    Ok(gone.await?.deleted_count == 1)
}

/// What a person blocked, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<BlockDoc>> {
    let blocks = collection(database);
    let found = blocks.find(doc! { "author": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Forgets every block between a creator who is erased and brands. What somebody blocked for a brand is the brand's and stays.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "creator_user": user.to_string() }).await?;
    Ok(())
}
