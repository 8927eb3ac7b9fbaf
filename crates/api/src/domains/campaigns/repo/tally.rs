//! How many campaigns and applications stand where: counted on indexes alone.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::Database;
use mongodb::options::Hint;
use serde::Deserialize;
use shared::campaigns::{ApplicationState, CampaignState};

use super::{MAX_TIME, applications, campaigns};
use crate::http::ApiResult;

/// How many campaigns stand there.
pub async fn campaigns_in(database: &Database, state: CampaignState) -> ApiResult<u64> {
    let campaigns = campaigns::collection(database);
    let counted = campaigns.count_documents(doc! { "state": state.as_str() });
    Ok(counted.hint(Hint::Keys(doc! { "state": 1, "_id": -1 })).max_time(MAX_TIME).await?)
}

/// How many applications stand there.
pub async fn applications_in(database: &Database, state: ApplicationState) -> ApiResult<u64> {
    let applications = applications::collection(database);
    let counted = applications.count_documents(doc! { "state": state.as_str() });
    Ok(counted.hint(Hint::Keys(doc! { "state": 1, "created_at": 1 })).max_time(MAX_TIME).await?)
}

/// So many applications of one day stand there now.
#[derive(Debug, Clone, Deserialize)]
pub struct OfDay {
    /// `2026-11-21`, and where they stand.
    #[serde(rename = "_id")]
    pub of: DayAndState,
    pub count: i64,
}

/// What they are counted by.
#[derive(Debug, Clone, Deserialize)]
pub struct DayAndState {
    pub day: String,
    pub state: ApplicationState,
}

/// The applications that came in since then, by the day in that zone and where they stand now.
pub async fn applications_by_day(database: &Database, since: Timestamp, zone: &str) -> ApiResult<Vec<OfDay>> {
    let states: Vec<&str> = ApplicationState::ALL.iter().map(|state| state.as_str()).collect();
    let day = doc! { "$dateToString": { "date": "$created_at", "format": "%Y-%m-%d", "timezone": zone } };
    let pipeline = [
        doc! { "$match": { "state": { "$in": states }, "created_at": { "$gte": DateTime::from_jiff(since) } } },
        doc! { "$group": { "_id": { "day": day, "state": "$state" }, "count": { "$sum": 1_i64 } } },
    ];
    let applications = applications::collection(database).clone_with_type::<Document>();
    let found = applications.aggregate(pipeline).hint(Hint::Keys(doc! { "state": 1, "created_at": 1 }));
    Ok(found.max_time(MAX_TIME).with_type::<OfDay>().await?.try_collect().await?)
}
