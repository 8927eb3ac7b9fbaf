//! `demo`: that a marketplace was made up in this database, how large and as of when. Shard key it would have: `_id`.

use bson::{DateTime, doc};
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{Collection, Database};
use serde::Deserialize;

use crate::http::{ApiError, ApiResult};

/// There is one in a database.
const ID: &str = "marketplace";

/// What was begun.
#[derive(Debug, Clone, Deserialize)]
pub struct Begun {
    /// How many times the smallest.
    pub size: u32,
    /// As of when.
    pub at: DateTime,
    /// Whether all of it is there.
    pub done: bool,
}

fn collection(database: &Database) -> Collection<Begun> {
    database.collection("demo")
}

/// Says that a marketplace of a size is being made up, unless one was begun before; gives what holds.
pub async fn begin(database: &Database, size: u32, now: Timestamp) -> ApiResult<Begun> {
    let new =
        doc! { "$setOnInsert": { "size": i64::from(size), "at": DateTime::from_jiff(now), "done": false } };
    let demo = collection(database);
    let begun = demo.find_one_and_update(doc! { "_id": ID }, new);
    let begun = begun.upsert(true).return_document(ReturnDocument::After).await?;
    begun.ok_or_else(|| ApiError::internal("what was just begun is not there"))
}

/// Says that all of it is there.
pub async fn end(database: &Database) -> ApiResult<()> {
    collection(database).update_one(doc! { "_id": ID }, doc! { "$set": { "done": true } }).await?;
    Ok(())
}
