//! `identity_visitors`: people without an account, and `identity_visits`: what was carried over into accounts.
//!
//! A visitor who was carried over is removed from the one and stands in the other under the same `_id`, in one
//! transaction, so that it happens once. Shard key of both: `_id`.

use std::time::Duration;

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{UserId, VisitorId};
use shared::identity::Visit;

use super::MAX_TIME;
use crate::http::ApiResult;

/// How long somebody is remembered who does not come back.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 30);
/// The same, for the server's own clock.
pub const REMEMBERED_BY_SERVER: Duration = Duration::from_secs(60 * 60 * 24 * 30);
/// Things that are remembered of one visitor.
const MAX_VISITS: i32 = 100;
/// Visitors of one account that are listed.
const MAX_LISTED: i64 = 20;

/// One thing that was done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VisitDoc {
    pub kind: String,
    pub reference: String,
    pub at: DateTime,
}

impl VisitDoc {
    /// The same, as it travels.
    pub fn to_dto(&self) -> Visit {
        Visit { kind: self.kind.clone(), reference: self.reference.clone(), at: self.at.to_jiff() }
    }
}

/// Somebody without an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VisitorDoc {
    #[serde(rename = "_id")]
    pub id: VisitorId,
    pub created_at: DateTime,
    /// The server removes the document thirty days later.
    pub last_seen: DateTime,
    pub history: Vec<VisitDoc>,
}

/// What was carried over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarriedDoc {
    /// Who it was; once.
    #[serde(rename = "_id")]
    pub id: VisitorId,
    pub user_id: UserId,
    pub history: Vec<VisitDoc>,
    pub carried_at: DateTime,
}

fn visitors(database: &Database) -> Collection<VisitorDoc> {
    database.collection("identity_visitors")
}

fn carried(database: &Database) -> Collection<CarriedDoc> {
    database.collection("identity_visits")
}

fn remembered(visitor: VisitorId, now: Timestamp) -> bson::Document {
    doc! { "_id": visitor.to_string(), "last_seen": { "$gt": DateTime::from_jiff(now - REMEMBERED) } }
}

/// Adds a visitor.
pub async fn insert(database: &Database, visitor: &VisitorDoc) -> ApiResult<()> {
    visitors(database).insert_one(visitor).await?;
    Ok(())
}

/// The visitor, seen just now; `None` when forgotten or carried over.
pub async fn seen(database: &Database, visitor: VisitorId, now: Timestamp) -> ApiResult<Option<VisitorDoc>> {
    let update = doc! { "$max": { "last_seen": DateTime::from_jiff(now) } };
    let all = visitors(database);
    let seen = all.find_one_and_update(remembered(visitor, now), update);
    Ok(seen.return_document(ReturnDocument::After).max_time(MAX_TIME).await?)
}

/// Adds to what a visitor did; whether there is such a visitor.
pub async fn note(
    database: &Database,
    visitor: VisitorId,
    visit: &VisitDoc,
    now: Timestamp,
) -> ApiResult<bool> {
    let visit = bson::serialize_to_bson(visit).map_err(crate::http::ApiError::internal)?;
    let update = doc! {
        "$max": { "last_seen": DateTime::from_jiff(now) },
        "$push": { "history": { "$each": [visit], "$slice": -MAX_VISITS } },
    };
    Ok(visitors(database).update_one(remembered(visitor, now), update).await?.matched_count == 1)
}

/// Takes a visitor out, inside the transaction that carries it over.
pub async fn take(
    database: &Database,
    session: &mut ClientSession,
    visitor: VisitorId,
    now: Timestamp,
) -> ApiResult<Option<VisitorDoc>> {
    Ok(visitors(database).find_one_and_delete(remembered(visitor, now)).session(session).await?)
}

/// Adds what was carried over.
pub async fn carry(database: &Database, session: &mut ClientSession, visits: &CarriedDoc) -> ApiResult<()> {
    carried(database).insert_one(visits).session(session).await?;
    Ok(())
}

/// The account that a visitor was carried into.
pub async fn account_of(database: &Database, visitor: VisitorId) -> ApiResult<Option<UserId>> {
    let found = carried(database).find_one(doc! { "_id": visitor.to_string() }).max_time(MAX_TIME).await?;
    Ok(found.map(|visits| visits.user_id))
}

/// What was carried into an account, newest visitor first.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<CarriedDoc>> {
    let all = carried(database);
    let found = all.find(doc! { "user_id": user.to_string() }).sort(doc! { "_id": -1 }).limit(MAX_LISTED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}
