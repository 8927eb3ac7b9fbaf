//! `campaign_revisions`: what each campaign said, a document for each change. Shard key it would have: `campaign_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Brief, Compensation, Requirements};
use shared::id::{CampaignId, UserId};

use super::campaign_doc::{CampaignDoc, Content};
use super::{MAX_TIME, many};
use crate::http::ApiResult;

/// So many numbers back a revision is kept.
pub const KEPT: u32 = 100;

/// One revision.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RevisionDoc {
    /// `<campaign>:<revision>`: a state comes about once.
    #[serde(rename = "_id")]
    pub id: String,
    pub campaign_id: CampaignId,
    pub revision: u32,
    pub at: DateTime,
    pub by: UserId,
    pub written: Written,
}

/// What a brand wrote, without what is read from it for lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    pub title: String,
    pub brief: Brief,
    pub compensation: Compensation,
    pub requirements: Requirements,
    pub slots: u32,
    pub deadline: String,
    pub time_zone: String,
}

impl From<&Content> for Written {
    fn from(content: &Content) -> Self {
        Self {
            title: content.title.clone(),
            brief: content.brief.clone(),
            compensation: content.compensation.clone(),
            requirements: content.requirements.clone(),
            slots: content.slots,
            deadline: content.deadline.clone(),
            time_zone: content.time_zone.clone(),
        }
    }
}

fn key(campaign: CampaignId, revision: u32) -> String {
    format!("{campaign}:{revision}")
}

fn collection(database: &Database) -> Collection<RevisionDoc> {
    database.collection("campaign_revisions")
}

/// Keeps what a campaign says now and who made it say that, and lets go of what is too far back.
pub async fn keep(
    database: &Database,
    session: &mut ClientSession,
    campaign: &CampaignDoc,
    by: UserId,
) -> ApiResult<()> {
    let revision = RevisionDoc {
        id: key(campaign.id, campaign.revision),
        campaign_id: campaign.id,
        revision: campaign.revision,
        at: campaign.updated_at,
        by,
        written: Written::from(&campaign.content),
    };
    let revisions = collection(database);
    revisions.insert_one(revision).session(&mut *session).await?;
    let oldest = i64::from(campaign.revision) - i64::from(KEPT);
    let old = doc! { "campaign_id": campaign.id.to_string(), "revision": { "$lte": oldest } };
    revisions.delete_many(old).session(session).await?;
    Ok(())
}

/// One revision of a campaign.
pub async fn find(
    database: &Database,
    campaign: CampaignId,
    revision: u32,
) -> ApiResult<Option<RevisionDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key(campaign, revision) }).max_time(MAX_TIME).await?)
}

/// The revisions of a campaign before `before`, newest first; at most `count`.
pub async fn list(
    database: &Database,
    campaign: CampaignId,
    before: Option<u32>,
    count: usize,
) -> ApiResult<Vec<RevisionDoc>> {
    let mut filter = doc! { "campaign_id": campaign.to_string() };
    if let Some(before) = before {
        filter.insert("revision", doc! { "$lt": i64::from(before) });
    }
    let revisions = collection(database);
    let found = revisions.find(filter).sort(doc! { "revision": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}
