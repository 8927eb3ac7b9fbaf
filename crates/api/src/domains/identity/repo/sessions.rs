//! `sessions`: one document per signed-in device, gone when it ends. Shard key: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{SessionId, UserId};
use shared::identity::Session;

use super::MAX_TIME;
use crate::http::ApiResult;

/// How often at most being seen is written down.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Sessions of one account that are listed.
const MAX_LISTED: i64 = 200;

/// One signed-in device.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SessionDoc {
    #[serde(rename = "_id")]
    pub id: SessionId,
    pub user_id: UserId,
    /// Digest of the part of the refresh token that stays the same.
    pub family_hash: String,
    /// Digest of the part that is good now.
    pub token_hash: String,
    /// Digest of the part that was good before.
    pub previous_hash: Option<String>,
    /// When the parts were exchanged.
    pub rotated_at: DateTime,
    pub created_at: DateTime,
    pub last_seen_at: DateTime,
    /// The server removes it then.
    pub expires_at: DateTime,
    /// When its person last proved who they are: at the sign-in, or since. Renewing access proves nothing.
    #[serde(default)]
    pub proved_at: Option<DateTime>,
    pub ip: String,
    /// The network of the address, as throttling sees it.
    pub network: String,
    pub user_agent: String,
}

impl SessionDoc {
    /// The session as its owner or an administrator sees it.
    pub fn to_dto(&self, asking: Option<SessionId>) -> Session {
        Session {
            id: self.id,
            current: asking == Some(self.id),
            created_at: self.created_at.to_jiff(),
            last_seen_at: self.last_seen_at.to_jiff(),
            expires_at: self.expires_at.to_jiff(),
            ip: self.ip.clone(),
            user_agent: self.user_agent.clone(),
        }
    }
}

/// What a rotation writes.
#[derive(Debug)]
pub struct Rotation<'a> {
    /// Digest of the part that stays.
    pub family: &'a str,
    /// Digest of the part that was shown.
    pub shown: &'a str,
    /// Digest of the part that replaces it.
    pub next: &'a str,
    pub at: Timestamp,
    pub expires_at: Timestamp,
    pub ip: &'a str,
    pub network: &'a str,
    pub user_agent: &'a str,
}

fn collection(database: &Database) -> Collection<SessionDoc> {
    database.collection("sessions")
}

fn alive(now: Timestamp) -> bson::Document {
    doc! { "$gt": DateTime::from_jiff(now) }
}

/// Adds a session.
pub async fn insert(database: &Database, session: &mut ClientSession, new: &SessionDoc) -> ApiResult<()> {
    collection(database).insert_one(new).session(session).await?;
    Ok(())
}

/// The session of that id, unless it has ended.
pub async fn find(database: &Database, id: SessionId, now: Timestamp) -> ApiResult<Option<SessionDoc>> {
    let filter = doc! { "_id": id.to_string(), "expires_at": alive(now) };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// What every request asks of its session.
#[derive(Debug, Deserialize)]
pub struct Pulse {
    #[serde(rename = "_id")]
    pub id: SessionId,
    pub user_id: UserId,
    #[serde(default)]
    pub proved_at: Option<DateTime>,
    last_seen_at: DateTime,
}

/// The same, as far as every request asks.
pub async fn pulse(database: &Database, id: SessionId, now: Timestamp) -> ApiResult<Option<Pulse>> {
    let filter = doc! { "_id": id.to_string(), "expires_at": alive(now) };
    let sessions = collection(database).clone_with_type::<Pulse>();
    Ok(sessions.find_one(filter).max_time(MAX_TIME).await?)
}

/// The sessions of an account, last seen first.
pub async fn of_user(database: &Database, user: UserId, now: Timestamp) -> ApiResult<Vec<SessionDoc>> {
    let filter = doc! { "user_id": user.to_string(), "expires_at": alive(now) };
    let sessions = collection(database);
    let found = sessions.find(filter).sort(doc! { "last_seen_at": -1 }).limit(MAX_LISTED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Whether the account has a session that came from that network.
pub async fn has_network(database: &Database, user: UserId, network: &str) -> ApiResult<bool> {
    let filter = doc! { "user_id": user.to_string(), "network": network };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.is_some())
}

/// Exchanges the part of the token that was shown, if it is still the good one. One of many at once wins.
pub async fn rotate(
    database: &Database,
    id: SessionId,
    with: &Rotation<'_>,
) -> ApiResult<Option<SessionDoc>> {
    let at = DateTime::from_jiff(with.at);
    let filter = doc! {
        "_id": id.to_string(),
        "family_hash": with.family,
        "token_hash": with.shown,
        "expires_at": alive(with.at),
    };
    let update = doc! { "$set": {
        "token_hash": with.next,
        "previous_hash": with.shown,
        "rotated_at": at,
        "last_seen_at": at,
        "expires_at": DateTime::from_jiff(with.expires_at),
        "ip": with.ip,
        "network": with.network,
        "user_agent": with.user_agent,
    } };
    let sessions = collection(database);
    let rotated = sessions.find_one_and_update(filter, update).return_document(ReturnDocument::After);
    Ok(rotated.max_time(MAX_TIME).await?)
}

/// Notes that the session is used, at most every five minutes.
pub async fn seen(database: &Database, session: &Pulse, now: Timestamp) -> ApiResult<()> {
    if now.duration_since(session.last_seen_at.to_jiff()) < SEEN_EVERY {
        return Ok(());
    }
    let update = doc! { "$max": { "last_seen_at": DateTime::from_jiff(now) } };
    collection(database).update_one(doc! { "_id": session.id.to_string() }, update).await?;
    Ok(())
}

/// Notes that the session's person proved who they are; whether there is such a session.
pub async fn prove(
    database: &Database,
    session: &mut ClientSession,
    id: SessionId,
    at: Timestamp,
) -> ApiResult<bool> {
    let filter = doc! { "_id": id.to_string(), "expires_at": alive(at) };
    let update = doc! { "$set": { "proved_at": DateTime::from_jiff(at) } };
    Ok(collection(database).update_one(filter, update).session(session).await?.matched_count == 1)
}

/// Ends one session of an account; whether there was one.
pub async fn end(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    id: SessionId,
) -> ApiResult<bool> {
    let filter = doc! { "_id": id.to_string(), "user_id": user.to_string() };
    Ok(collection(database).delete_one(filter).session(session).await?.deleted_count == 1)
}

/// Ends every session of an account but one; how many there were.
pub async fn end_all(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    except: Option<SessionId>,
) -> ApiResult<u64> {
    let mut filter = doc! { "user_id": user.to_string() };
    if let Some(kept) = except {
        filter.insert("_id", doc! { "$ne": kept.to_string() });
    }
    Ok(collection(database).delete_many(filter).session(session).await?.deleted_count)
}
