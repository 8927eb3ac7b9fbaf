//! `abuse_cases`: one document for each thing that was reported, until it was decided. Shard key it would have: `target_id`,
//! which the unique index would then begin with.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::abuse::{
    AbuseCaseQuery, AbuseCaseSummary, AbuseDecided, AbuseDecision, AbuseTarget, AbuseTargetKind,
};
use shared::id::{AbuseCaseId, UserId};

use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::index::{plain, unique_where};

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDoc {
    #[serde(rename = "_id")]
    pub id: AbuseCaseId,
    pub kind: AbuseTargetKind,
    pub target_id: String,
    /// How a person called it when it was reported first.
    pub label: String,
    /// Who wrote it, or is it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    /// What it said then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    pub reports: u32,
    pub first_at: DateTime,
    pub last_at: DateTime,
    pub open: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<DecidedDoc>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedDoc {
    pub decision: AbuseDecision,
    pub reason: String,
    pub by: UserId,
    pub at: DateTime,
}

impl CaseDoc {
    /// What it is about.
    pub fn target(&self) -> AbuseTarget {
        AbuseTarget { kind: self.kind, id: self.target_id.clone() }
    }

    /// Its line in the list.
    pub fn to_summary(&self) -> AbuseCaseSummary {
        AbuseCaseSummary {
            id: self.id,
            target: self.target(),
            label: self.label.clone(),
            owner: self.owner,
            reports: self.reports,
            first_at: self.first_at.to_jiff(),
            last_at: self.last_at.to_jiff(),
            decided: self.decided.as_ref().map(|decided| AbuseDecided {
                decision: decided.decision,
                reason: decided.reason.clone(),
                by: decided.by,
                at: decided.at.to_jiff(),
            }),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<CaseDoc> {
    database.collection("abuse_cases")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            // One that is open for each thing.
            unique_where(doc! { "kind": 1, "target_id": 1, "open": 1 }, doc! { "open": true }),
            plain(doc! { "open": 1, "_id": 1 }),
            plain(doc! { "open": 1, "kind": 1, "_id": 1 }),
            plain(doc! { "owner": 1 }),
        ])
        .await
        .map(|_| ())
}

/// The case of that id.
pub async fn find(database: &Database, id: AbuseCaseId) -> ApiResult<Option<CaseDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The open case of a thing, as the transaction sees it.
pub async fn open_of(
    database: &Database,
    session: &mut ClientSession,
    target: &AbuseTarget,
) -> ApiResult<Option<CaseDoc>> {
    let filter = doc! { "kind": target.kind.as_str(), "target_id": &target.id, "open": true };
    Ok(collection(database).find_one(filter).session(session).await?)
}

/// Opens a case.
pub async fn insert(database: &Database, session: &mut ClientSession, case: &CaseDoc) -> ApiResult<()> {
    collection(database).insert_one(case).session(session).await?;
    Ok(())
}

/// Counts one more report of an open case; whether it still is open.
pub async fn count_report(
    database: &Database,
    session: &mut ClientSession,
    id: AbuseCaseId,
    at: DateTime,
) -> ApiResult<bool> {
    let update = doc! { "$inc": { "reports": 1_i64 }, "$set": { "last_at": at } };
    let open = doc! { "_id": id.to_string(), "open": true };
    let counted = collection(database).update_one(open, update).session(session).await?;
    Ok(counted.matched_count == 1)
}

/// Decides a case that is open; `None` when it is not.
pub async fn decide(
    database: &Database,
    session: &mut ClientSession,
    id: AbuseCaseId,
    decided: &DecidedDoc,
) -> ApiResult<Option<CaseDoc>> {
    let decided = bson::serialize_to_bson(decided).map_err(ApiError::internal)?;
    let update = doc! { "$set": { "open": false, "decided": decided } };
    let cases = collection(database);
    let done = cases.find_one_and_update(doc! { "_id": id.to_string(), "open": true }, update);
    Ok(done.return_document(ReturnDocument::After).session(session).await?)
}

/// Cases for the staff: open ones the oldest first, decided ones the newest first.
pub async fn list(
    database: &Database,
    query: &AbuseCaseQuery,
    after: Option<AbuseCaseId>,
    count: usize,
) -> ApiResult<Vec<CaseDoc>> {
    let decided = query.decided == Some(true);
    let mut filter = doc! { "open": !decided };
    if let Some(kind) = query.kind {
        filter.insert("kind", kind.as_str());
    }
    if let Some(after) = after {
        let beyond = if decided { "$lt" } else { "$gt" };
        filter.insert("_id", doc! { beyond: after.to_string() });
    }
    let order = if decided { -1 } else { 1 };
    let cases = collection(database);
    let found = cases.find(filter).sort(doc! { "_id": order }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Takes what a person said, and what they are called, out of the cases about them.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let update = doc! { "$set": { "label": "" }, "$unset": { "excerpt": "" } };
    collection(database).update_many(doc! { "owner": user.to_string() }, update).await?;
    Ok(())
}
