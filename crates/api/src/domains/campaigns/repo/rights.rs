//! `campaign_rights`: what brands may do with what was delivered. Its id is that of the deliverable. Shard key it would
//! have: `_id`.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Rights, RightsState, UsageRights};
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId, UserId};

use super::{MAX_TIME, many};
use crate::http::ApiResult;

/// Rights on what one person made, in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// What a brand may do with one deliverable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RightsDoc {
    #[serde(rename = "_id")]
    pub deliverable_id: DeliverableId,
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    pub user_id: UserId,
    pub agreed: UsageRights,
    pub state: RightsState,
    pub starts_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_ads_until: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_until: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ad_code: Option<String>,
}

impl RightsDoc {
    /// Whether their time is over, whatever the job that says so has come to.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.state == RightsState::Ended || self.ends_at.is_some_and(|end| end.to_jiff() <= now)
    }

    /// As they travel, at this moment.
    pub fn to_rights(&self, now: Timestamp) -> Rights {
        Rights {
            deliverable_id: self.deliverable_id,
            application_id: self.application_id,
            campaign_id: self.campaign_id,
            campaign_title: self.campaign_title.clone(),
            brand_id: self.brand_id,
            creator_id: self.creator_id,
            agreed: self.agreed.clone(),
            state: if self.is_over(now) { RightsState::Ended } else { RightsState::Active },
            starts_at: self.starts_at.to_jiff(),
            ends_at: self.ends_at.map(DateTime::to_jiff),
            paid_ads_until: self.paid_ads_until.map(DateTime::to_jiff),
            exclusive_until: self.exclusive_until.map(DateTime::to_jiff),
            ad_code: self.ad_code.clone(),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<RightsDoc> {
    database.collection("campaign_rights")
}

/// Adds rights. A deliverable has them once.
pub async fn insert(database: &Database, session: &mut ClientSession, rights: &RightsDoc) -> ApiResult<()> {
    collection(database).insert_one(rights).session(session).await?;
    Ok(())
}

/// The rights on a deliverable, once they have begun.
pub async fn find(database: &Database, deliverable: DeliverableId) -> ApiResult<Option<RightsDoc>> {
    let filter = doc! { "_id": deliverable.to_string() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// The rights of a brand, on the newest deliverable first.
pub async fn of_brand(
    database: &Database,
    brand: BrandId,
    state: Option<RightsState>,
    after: Option<DeliverableId>,
    count: usize,
) -> ApiResult<Vec<RightsDoc>> {
    list(database, doc! { "brand_id": brand.to_string() }, state, after, count).await
}

/// The rights on what a person made, on the newest deliverable first.
pub async fn of_user(
    database: &Database,
    user: UserId,
    state: Option<RightsState>,
    after: Option<DeliverableId>,
    count: usize,
) -> ApiResult<Vec<RightsDoc>> {
    list(database, doc! { "user_id": user.to_string() }, state, after, count).await
}

async fn list(
    database: &Database,
    mut filter: Document,
    state: Option<RightsState>,
    after: Option<DeliverableId>,
    count: usize,
) -> ApiResult<Vec<RightsDoc>> {
    if let Some(state) = state {
        filter.insert("state", state.as_str());
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let rights = collection(database);
    let found = rights.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Ends rights whose time is over, if they have not ended; what they are then.
pub async fn end(
    database: &Database,
    session: &mut ClientSession,
    deliverable: DeliverableId,
    now: Timestamp,
) -> ApiResult<Option<RightsDoc>> {
    let over = doc! { "$lte": DateTime::from_jiff(now) };
    let filter = doc! { "_id": deliverable.to_string(), "state": "active", "ends_at": over };
    let rights = collection(database);
    let ended = rights.find_one_and_update(filter, doc! { "$set": { "state": "ended" } });
    Ok(ended.return_document(ReturnDocument::After).session(session).await?)
}

/// Every right on what a person made, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<RightsDoc>> {
    let rights = collection(database);
    let found = rights.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Takes the code of a person's account out of the rights on what they made. What was agreed on stays: it is the contract
/// of two.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let update = doc! { "$unset": { "ad_code": "" } };
    collection(database).update_many(doc! { "user_id": user.to_string() }, update).await?;
    Ok(())
}
