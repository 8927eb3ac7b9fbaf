//! `campaign_briefs`: one document per version of what creators sign. Only inserted, never changed. Shard key it would
//! have: `campaign_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Brief, BriefVersion, Compensation};
use shared::id::{CampaignId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;

/// Versions that are listed.
const MAX_LISTED: i64 = 200;

/// One version.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BriefDoc {
    /// Its campaign and its number, so that there is one of each.
    #[serde(rename = "_id")]
    pub id: String,
    pub campaign_id: CampaignId,
    pub version: u32,
    pub digest: String,
    pub title: String,
    pub brief: Brief,
    pub compensation: Compensation,
    pub created_by: UserId,
    pub created_at: DateTime,
}

impl BriefDoc {
    /// The id of a version.
    pub fn id_of(campaign: CampaignId, version: u32) -> String {
        format!("{campaign}:{version}")
    }
}

impl From<BriefDoc> for BriefVersion {
    fn from(doc: BriefDoc) -> Self {
        Self {
            version: doc.version,
            digest: doc.digest,
            title: doc.title,
            brief: doc.brief,
            compensation: doc.compensation,
            created_at: doc.created_at.to_jiff(),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<BriefDoc> {
    database.collection("campaign_briefs")
}

/// Adds a version. Its number is unique in its campaign.
pub async fn insert(database: &Database, session: &mut ClientSession, version: &BriefDoc) -> ApiResult<()> {
    collection(database).insert_one(version).session(session).await?;
    Ok(())
}

/// The versions of a campaign, newest first.
pub async fn of_campaign(database: &Database, campaign: CampaignId) -> ApiResult<Vec<BriefVersion>> {
    let briefs = collection(database);
    let found = briefs.find(doc! { "campaign_id": campaign.to_string() });
    let found = found.sort(doc! { "version": -1 }).limit(MAX_LISTED).max_time(MAX_TIME);
    Ok(found.await?.map_ok(BriefVersion::from).try_collect().await?)
}

/// One version of a campaign.
pub async fn find(
    database: &Database,
    campaign: CampaignId,
    version: u32,
) -> ApiResult<Option<BriefVersion>> {
    let filter = doc! { "_id": BriefDoc::id_of(campaign, version) };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.map(BriefVersion::from))
}
