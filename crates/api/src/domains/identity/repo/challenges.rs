//! `identity_challenges`: sign-ins whose first factor was right and whose second is awaited. Shard key: `_id`.

use bson::{DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::UserId;

use super::MAX_TIME;
use crate::http::ApiResult;

/// Codes that may be tried with one challenge.
const TRIES: i32 = 5;

/// One challenge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChallengeDoc {
    /// Digest of its token.
    #[serde(rename = "_id")]
    pub digest: String,
    pub user_id: UserId,
    /// What was the first factor.
    pub door: String,
    /// Codes that were tried.
    pub tries: i32,
    pub created_at: DateTime,
    /// The server removes it then.
    pub expires_at: DateTime,
}

fn collection(database: &Database) -> Collection<ChallengeDoc> {
    database.collection("identity_challenges")
}

fn good(digest: &str, now: Timestamp) -> Document {
    doc! { "_id": digest, "expires_at": { "$gt": DateTime::from_jiff(now) } }
}

/// Adds a challenge.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    challenge: &ChallengeDoc,
) -> ApiResult<()> {
    collection(database).insert_one(challenge).session(session).await?;
    Ok(())
}

/// The challenge, if it is good still and its tries are not used up; nothing is counted.
pub async fn find(database: &Database, digest: &str, now: Timestamp) -> ApiResult<Option<ChallengeDoc>> {
    let mut filter = good(digest, now);
    filter.insert("tries", doc! { "$lt": TRIES });
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// Takes one try, if there is one left; whether there was.
pub async fn take_try(database: &Database, digest: &str, now: Timestamp) -> ApiResult<bool> {
    let mut filter = good(digest, now);
    filter.insert("tries", doc! { "$lt": TRIES });
    let update = doc! { "$inc": { "tries": 1 } };
    Ok(collection(database).update_one(filter, update).await?.modified_count == 1)
}

/// Uses the challenge up; whether it was there. One of many at once does.
pub async fn use_up(
    database: &Database,
    session: &mut ClientSession,
    digest: &str,
    now: Timestamp,
) -> ApiResult<bool> {
    Ok(collection(database).delete_one(good(digest, now)).session(session).await?.deleted_count == 1)
}

/// Withdraws every challenge of an account.
pub async fn withdraw(database: &Database, session: &mut ClientSession, user: UserId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "user_id": user.to_string() }).session(session).await?;
    Ok(())
}
