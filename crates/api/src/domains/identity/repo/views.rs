//! `identity_views`: each time that somebody of the staff looks at the platform as another account. Shard key: `_id`.

use bson::{DateTime, doc};
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{SessionId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;

/// One look.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ViewDoc {
    /// Stands where a session stands in a token.
    #[serde(rename = "_id")]
    pub id: SessionId,
    /// As whom.
    pub user_id: UserId,
    /// Who looks.
    pub viewer_id: UserId,
    pub begun_at: DateTime,
    /// When it ends by itself.
    pub until: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime>,
    /// The server removes it then.
    pub forget_at: DateTime,
}

fn collection(database: &Database) -> Collection<ViewDoc> {
    database.collection("identity_views")
}

/// Adds a look.
pub async fn insert(database: &Database, session: &mut ClientSession, view: &ViewDoc) -> ApiResult<()> {
    collection(database).insert_one(view).session(session).await?;
    Ok(())
}

/// The look of that id, unless it has ended.
pub async fn open(database: &Database, id: SessionId, now: Timestamp) -> ApiResult<Option<ViewDoc>> {
    let filter =
        doc! { "_id": id.to_string(), "ended_at": null, "until": { "$gt": DateTime::from_jiff(now) } };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// Ends a look; what it was, unless it was ended before.
pub async fn end(
    database: &Database,
    session: &mut ClientSession,
    id: SessionId,
    at: Timestamp,
) -> ApiResult<Option<ViewDoc>> {
    let filter = doc! { "_id": id.to_string(), "ended_at": null };
    let update = doc! { "$set": { "ended_at": DateTime::from_jiff(at) } };
    Ok(collection(database).find_one_and_update(filter, update).session(session).await?)
}
