//! `abuse_reports`: who reported what. Shard key it would have: `reporter`, which the unique index begins with.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::abuse::{AbuseReason, AbuseReport, AbuseTarget, AbuseTargetKind, OwnAbuseReport};
use shared::error::ErrorCode;
use shared::id::{AbuseCaseId, AbuseReportId, UserId};

use super::{MAX_TIME, is_duplicate, many};
use crate::http::ApiResult;
use crate::infra::db::index::{plain, unique_where};

/// Reports of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDoc {
    #[serde(rename = "_id")]
    pub id: AbuseReportId,
    pub case_id: AbuseCaseId,
    pub reporter: UserId,
    pub kind: AbuseTargetKind,
    pub target_id: String,
    pub reason: AbuseReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    pub at: DateTime,
    /// Until its case is decided.
    pub open: bool,
}

impl ReportDoc {
    /// As whoever made it sees it.
    pub fn to_own(&self) -> OwnAbuseReport {
        OwnAbuseReport {
            id: self.id,
            target: AbuseTarget { kind: self.kind, id: self.target_id.clone() },
            reason: self.reason,
            words: self.words.clone(),
            at: self.at.to_jiff(),
            decided: !self.open,
        }
    }

    /// As the staff sees it.
    pub fn to_report(&self) -> AbuseReport {
        AbuseReport {
            id: self.id,
            reporter: self.reporter,
            reason: self.reason,
            words: self.words.clone(),
            at: self.at.to_jiff(),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<ReportDoc> {
    database.collection("abuse_reports")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            // One that is open of each person for each thing.
            unique_where(doc! { "reporter": 1, "kind": 1, "target_id": 1, "open": 1 }, doc! { "open": true }),
            plain(doc! { "reporter": 1, "_id": -1 }),
            plain(doc! { "case_id": 1, "_id": 1 }),
        ])
        .await
        .map(|_| ())
}

/// Adds a report.
///
/// # Errors
/// [`ErrorCode::AlreadyReported`] when the person has an open one of the same thing.
pub async fn insert(database: &Database, session: &mut ClientSession, report: &ReportDoc) -> ApiResult<()> {
    match collection(database).insert_one(report).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::AlreadyReported.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// Closes the reports of a case.
pub async fn close(database: &Database, session: &mut ClientSession, case: AbuseCaseId) -> ApiResult<()> {
    let update = doc! { "$set": { "open": false } };
    collection(database).update_many(doc! { "case_id": case.to_string() }, update).session(session).await?;
    Ok(())
}

/// The reports of a case after one of them, oldest first.
pub async fn of_case(
    database: &Database,
    case: AbuseCaseId,
    after: Option<AbuseReportId>,
    count: usize,
) -> ApiResult<Vec<ReportDoc>> {
    let mut filter = doc! { "case_id": case.to_string() };
    if let Some(after) = after {
        filter.insert("_id", doc! { "$gt": after.to_string() });
    }
    let reports = collection(database);
    let found = reports.find(filter).sort(doc! { "_id": 1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// What a person reported, the newest first.
pub async fn of_user(
    database: &Database,
    user: UserId,
    after: Option<AbuseReportId>,
    count: usize,
) -> ApiResult<Vec<ReportDoc>> {
    let mut filter = doc! { "reporter": user.to_string() };
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let reports = collection(database);
    let found = reports.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Everything that a person reported, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<ReportDoc>> {
    let reports = collection(database);
    let found = reports.find(doc! { "reporter": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Takes what a person said out of their reports. That somebody reported stays.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let update = doc! { "$unset": { "words": "" } };
    collection(database).update_many(doc! { "reporter": user.to_string() }, update).await?;
    Ok(())
}
