//! `identity_exports`: copies of people's data that can be downloaded. Shard key: `_id`.

use std::time::Duration;

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{JobId, UserId};
use shared::identity::{DataExport, DataExportState};

use super::MAX_TIME;
use crate::http::ApiResult;

/// How long the record of a copy stays after the copy itself.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// One copy. Its id is that of the job that gathers it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportDoc {
    #[serde(rename = "_id")]
    pub id: JobId,
    pub user_id: UserId,
    pub state: DataExportState,
    pub created_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<i64>,
    /// The server removes the record then.
    pub forget_at: DateTime,
}

impl ExportDoc {
    /// One that was asked for now.
    pub fn asked(id: JobId, user_id: UserId, now: Timestamp) -> Self {
        Self {
            id,
            user_id,
            state: DataExportState::Gathering,
            created_at: DateTime::from_jiff(now),
            expires_at: None,
            bytes: None,
            forget_at: DateTime::from_jiff(now.saturating_add(REMEMBERED).unwrap_or(Timestamp::MAX)),
        }
    }

    /// The copy as its owner sees it.
    pub fn to_dto(&self) -> DataExport {
        DataExport {
            job_id: self.id,
            state: self.state,
            created_at: self.created_at.to_jiff(),
            expires_at: self.expires_at.map(DateTime::to_jiff),
            bytes: self.bytes.and_then(|bytes| u64::try_from(bytes).ok()),
        }
    }

    /// Whether it can be downloaded.
    pub fn is_there(&self, now: Timestamp) -> bool {
        self.state == DataExportState::Ready && self.expires_at.is_some_and(|until| now < until.to_jiff())
    }

    /// Where the ZIP file lies.
    pub fn file(&self) -> String {
        file(self.id)
    }
}

/// Where the ZIP file of a copy lies.
pub fn file(id: JobId) -> String {
    format!("exports/{id}.zip")
}

fn collection(database: &Database) -> Collection<ExportDoc> {
    database.collection("identity_exports")
}

/// Adds a copy to be.
pub async fn insert(database: &Database, session: &mut ClientSession, export: &ExportDoc) -> ApiResult<()> {
    collection(database).insert_one(export).session(session).await?;
    Ok(())
}

/// The newest copies of a person, newest first.
pub async fn of(database: &Database, user: UserId) -> ApiResult<Vec<ExportDoc>> {
    let exports = collection(database);
    let find = exports.find(doc! { "user_id": user.to_string() }).sort(doc! { "_id": -1 });
    Ok(find.limit(100).max_time(MAX_TIME).await?.try_collect().await?)
}

/// The copy can be downloaded now.
pub async fn ready(database: &Database, id: JobId, bytes: u64, until: Timestamp) -> ApiResult<()> {
    let set = doc! {
        "state": "ready", "bytes": i64::try_from(bytes).unwrap_or(i64::MAX), "expires_at": DateTime::from_jiff(until),
    };
    collection(database).update_one(doc! { "_id": id.to_string() }, doc! { "$set": set }).await?;
    Ok(())
}

/// Nothing came of it.
pub async fn failed(database: &Database, id: JobId) -> ApiResult<()> {
    let filter = doc! { "_id": id.to_string(), "state": "gathering" };
    collection(database).update_one(filter, doc! { "$set": { "state": "failed" } }).await?;
    Ok(())
}

/// Removes the records of a person's copies.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "user_id": user.to_string() }).await?;
    Ok(())
}
