//! `identity_throttle`: buckets of tries, one document each, gone when full. Shard key: `_id`.

use bson::{Bson, DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{Collection, Database};

use super::super::rules::throttle::{Decision, Limit, decide};
use super::{MAX_TIME, is_duplicate};
use crate::http::ApiResult;

fn collection(database: &Database) -> Collection<Document> {
    database.collection("identity_throttle")
}

/// Takes one try from the bucket `key`, if there is one. Any number of processes may ask at once: the server decides
/// by the rule of [`decide`], written as an update, and tells from what it started.
pub async fn take(database: &Database, key: &str, now: Timestamp, limit: Limit) -> ApiResult<Decision> {
    let buckets = collection(database);
    let at = DateTime::from_jiff(now);
    let from = doc! { "$max": ["$full_at", at] };
    let ahead = doc! { "$subtract": [from.clone(), at] };
    let admitted = doc! { "$lte": [ahead, milliseconds(limit.tolerance())] };
    let next = doc! { "$add": [from, milliseconds(limit.every)] };
    let update = vec![doc! { "$set": { "full_at": { "$cond": [admitted, next, "$full_at"] } } }];
    let ask = || {
        let ask = buckets.find_one_and_update(doc! { "_id": key }, update.clone());
        ask.upsert(true).return_document(ReturnDocument::Before).max_time(MAX_TIME)
    };
    let before = match ask().await {
        // Two made the bucket at the same time: it is there now.
        Err(error) if is_duplicate(&error) => ask().await?,
        other => other?,
    };
    let full_at = before.and_then(|bucket| match bucket.get("full_at") {
        Some(Bson::DateTime(at)) => Some(at.to_jiff()),
        _ => None,
    });
    Ok(decide(full_at, now, limit))
}

/// Puts one try back: it was the right password.
pub async fn put_back(database: &Database, key: &str, limit: Limit) -> ApiResult<()> {
    let less = doc! { "$subtract": ["$full_at", milliseconds(limit.every)] };
    collection(database).update_one(doc! { "_id": key }, vec![doc! { "$set": { "full_at": less } }]).await?;
    Ok(())
}

fn milliseconds(duration: jiff::SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
