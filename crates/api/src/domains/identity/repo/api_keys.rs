//! `identity_api_keys`: one document per key, gone when it is revoked. Shard key: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{ApiKeyId, UserId};
use shared::identity::{AddressRange, ApiKey, Scope};

use super::MAX_TIME;
use crate::http::ApiResult;

/// How often at most being used is written down.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Keys of one account that are listed: more than it may have.
const MAX_LISTED: i64 = 200;

/// One key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApiKeyDoc {
    #[serde(rename = "_id")]
    pub id: ApiKeyId,
    pub user_id: UserId,
    pub name: String,
    /// How its text begins.
    pub prefix: String,
    /// Digest of the secret part.
    pub secret_hash: String,
    pub scopes: Vec<Scope>,
    pub networks: Vec<AddressRange>,
    pub per_minute: u32,
    pub created_at: DateTime,
    pub expires_at: Option<DateTime>,
    pub last_used_at: Option<DateTime>,
    pub last_used_ip: Option<String>,
}

impl ApiKeyDoc {
    /// The key as its owner or an administrator sees it.
    pub fn to_dto(&self) -> ApiKey {
        ApiKey {
            id: self.id,
            name: self.name.clone(),
            prefix: self.prefix.clone(),
            scopes: self.scopes.clone(),
            networks: self.networks.clone(),
            per_minute: self.per_minute,
            created_at: self.created_at.to_jiff(),
            expires_at: self.expires_at.map(|at| at.to_jiff()),
            last_used_at: self.last_used_at.map(|at| at.to_jiff()),
            last_used_ip: self.last_used_ip.clone(),
        }
    }
}

fn collection(database: &Database) -> Collection<ApiKeyDoc> {
    database.collection("identity_api_keys")
}

/// Adds a key.
pub async fn insert(database: &Database, session: &mut ClientSession, key: &ApiKeyDoc) -> ApiResult<()> {
    collection(database).insert_one(key).session(session).await?;
    Ok(())
}

/// The key of that id.
pub async fn find(database: &Database, id: ApiKeyId) -> ApiResult<Option<ApiKeyDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The keys of an account, newest first.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<ApiKeyDoc>> {
    let keys = collection(database);
    let found = keys.find(doc! { "user_id": user.to_string() }).sort(doc! { "_id": -1 }).limit(MAX_LISTED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// How many keys an account has, counted inside the transaction.
pub async fn count(database: &Database, session: &mut ClientSession, user: UserId) -> ApiResult<u64> {
    let filter = doc! { "user_id": user.to_string() };
    Ok(collection(database).count_documents(filter).session(session).await?)
}

/// Notes that the key is used, at most every five minutes.
pub async fn used(database: &Database, key: &ApiKeyDoc, ip: &str, now: Timestamp) -> ApiResult<()> {
    let noted = key.last_used_at.is_some_and(|at| now.duration_since(at.to_jiff()) < USED_EVERY);
    if !noted {
        let update = doc! { "$set": { "last_used_at": DateTime::from_jiff(now), "last_used_ip": ip } };
        collection(database).update_one(doc! { "_id": key.id.to_string() }, update).await?;
    }
    Ok(())
}

/// Removes a key of an account, and gives what it was.
pub async fn remove(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    id: ApiKeyId,
) -> ApiResult<Option<ApiKeyDoc>> {
    let filter = doc! { "_id": id.to_string(), "user_id": user.to_string() };
    Ok(collection(database).find_one_and_delete(filter).session(session).await?)
}
