//! `campaign_reports`: reports to print that people asked for. Its id is that of the job that makes it. Shard key it would
//! have: `_id`.

use std::time::Duration;

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Report, ReportKind, ReportState};
use shared::id::{BrandId, CampaignId, CreatorId, JobId, UserId};
use shared::identity::Locale;

use super::MAX_TIME;
use crate::http::ApiResult;
use crate::infra::db::index::{plain, removed_at};

/// How long the record of a report stays.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// So many are listed.
const LISTED: i64 = 20;
/// Reports of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDoc {
    #[serde(rename = "_id")]
    pub id: JobId,
    /// Who asked.
    pub user_id: UserId,
    pub kind: ReportKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<CampaignId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator_id: Option<CreatorId>,
    /// Who asked was of this brand, and has the report as long as they are; absent where the staff or the creator asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_brand: Option<BrandId>,
    pub title: String,
    /// Where it can be looked at.
    pub page: String,
    pub locale: Locale,
    /// The days whose posts are counted.
    pub from: String,
    pub to: String,
    pub state: ReportState,
    pub created_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<i64>,
    /// The server removes the record then.
    pub forget_at: DateTime,
}

impl ReportDoc {
    /// When the record of one that is asked for now is removed.
    pub fn forgotten(now: Timestamp) -> DateTime {
        DateTime::from_jiff(now.saturating_add(REMEMBERED).unwrap_or(Timestamp::MAX))
    }

    /// As who asked sees it.
    pub fn to_report(&self) -> Report {
        Report {
            id: self.id,
            kind: self.kind,
            title: self.title.clone(),
            locale: self.locale,
            state: self.state,
            created_at: self.created_at.to_jiff(),
            expires_at: self.expires_at.map(DateTime::to_jiff),
            bytes: self.bytes.and_then(|bytes| u64::try_from(bytes).ok()),
        }
    }

    /// Whether it can be downloaded.
    pub fn is_there(&self, now: Timestamp) -> bool {
        self.state == ReportState::Ready && self.expires_at.is_some_and(|until| now < until.to_jiff())
    }
}

/// Where the file of a report lies.
pub fn file(id: JobId) -> String {
    format!("reports/{id}.pdf")
}

fn collection(database: &Database) -> Collection<ReportDoc> {
    database.collection("campaign_reports")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    let indexes = [plain(doc! { "user_id": 1, "_id": -1 }), removed_at("forget_at")];
    collection(database).create_indexes(indexes).await.map(|_| ())
}

/// Adds a report to be.
pub async fn insert(database: &Database, session: &mut ClientSession, report: &ReportDoc) -> ApiResult<()> {
    collection(database).insert_one(report).session(session).await?;
    Ok(())
}

/// The report of that id.
pub async fn find(database: &Database, id: JobId) -> ApiResult<Option<ReportDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// What somebody asked for lately, newest first.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<ReportDoc>> {
    some_of(database, user, LISTED).await
}

/// Everything that somebody asked for, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<ReportDoc>> {
    some_of(database, user, MAX_COPIED).await
}

async fn some_of(database: &Database, user: UserId, most: i64) -> ApiResult<Vec<ReportDoc>> {
    let reports = collection(database);
    let found = reports.find(doc! { "user_id": user.to_string() }).sort(doc! { "_id": -1 }).limit(most);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The report can be downloaded now.
pub async fn ready(database: &Database, id: JobId, bytes: u64, until: Timestamp) -> ApiResult<()> {
    let set = doc! {
        "state": "ready", "bytes": i64::try_from(bytes).unwrap_or(i64::MAX), "expires_at": DateTime::from_jiff(until),
    };
    collection(database).update_one(doc! { "_id": id.to_string() }, doc! { "$set": set }).await?;
    Ok(())
}

/// Nothing came of it.
pub async fn failed(database: &Database, id: JobId) -> ApiResult<()> {
    let filter = doc! { "_id": id.to_string(), "state": "printing" };
    collection(database).update_one(filter, doc! { "$set": { "state": "failed" } }).await?;
    Ok(())
}

/// Removes the records of what a person asked for.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "user_id": user.to_string() }).await?;
    Ok(())
}
