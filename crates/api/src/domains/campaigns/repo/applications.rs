//! `campaign_applications`: one document per creator and campaign. Shard key it would have: `campaign_id`, which the
//! unique index begins with.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Application, ApplicationState, ApplicationSummary, Offer, Signature};
use shared::creators::CreatorSnapshot;
use shared::error::ErrorCode;
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, UserId};

use super::{MAX_TIME, is_duplicate, many};
use crate::http::{ApiError, ApiResult};

/// Applications of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// Where an application stands that still can go on.
pub const OPEN: &[ApplicationState] = &[ApplicationState::Applied, ApplicationState::Shortlisted];

/// One application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApplicationDoc {
    #[serde(rename = "_id")]
    pub id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    pub user_id: UserId,
    pub state: ApplicationState,
    pub message: String,
    /// The creator when it came in; gone when the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<CreatorSnapshot>,
    /// Oldest first; the last one is on the table.
    pub offers: Vec<Offer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reject_reason: Option<String>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub revision: u32,
}

impl ApplicationDoc {
    /// Its line in lists.
    pub fn to_summary(&self) -> ApplicationSummary {
        ApplicationSummary {
            id: self.id,
            campaign_id: self.campaign_id,
            campaign_title: self.campaign_title.clone(),
            brand_id: self.brand_id,
            creator_id: self.creator_id,
            state: self.state,
            created_at: self.created_at.to_jiff(),
            updated_at: self.updated_at.to_jiff(),
            offer: self.offers.last().cloned(),
            creator: self.creator.clone(),
        }
    }

    /// Whole.
    pub fn to_application(&self, signature: Option<Signature>) -> Application {
        Application {
            summary: self.to_summary(),
            message: self.message.clone(),
            offers: self.offers.clone(),
            reject_reason: self.reject_reason.clone(),
            signature,
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<ApplicationDoc> {
    database.collection("campaign_applications")
}

/// Adds an application.
///
/// # Errors
/// [`ErrorCode::AlreadyApplied`] when the creator has one to this campaign.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    application: &ApplicationDoc,
) -> ApiResult<()> {
    match collection(database).insert_one(application).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::AlreadyApplied.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// The application of that id.
pub async fn find(database: &Database, id: ApplicationId) -> ApiResult<Option<ApplicationDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The applications of these ids, in no order.
pub async fn find_all(database: &Database, ids: &[ApplicationId]) -> ApiResult<Vec<ApplicationDoc>> {
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let applications = collection(database);
    let found = applications.find(doc! { "_id": { "$in": texts } }).limit(many(ids.len().max(1)));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The application of a creator to a campaign.
pub async fn between(
    database: &Database,
    campaign: CampaignId,
    creator: CreatorId,
) -> ApiResult<Option<ApplicationDoc>> {
    let filter = doc! { "campaign_id": campaign.to_string(), "creator_id": creator.to_string() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// The applications to a campaign, oldest first.
pub async fn of_campaign(
    database: &Database,
    campaign: CampaignId,
    states: &[ApplicationState],
    after: Option<ApplicationId>,
    count: usize,
) -> ApiResult<Vec<ApplicationDoc>> {
    let mut filter = doc! { "campaign_id": campaign.to_string() };
    only(states, &mut filter);
    if let Some(after) = after {
        filter.insert("_id", doc! { "$gt": after.to_string() });
    }
    let applications = collection(database);
    let found = applications.find(filter).sort(doc! { "_id": 1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The applications of a person, newest first.
pub async fn of_user(
    database: &Database,
    user: UserId,
    states: &[ApplicationState],
    after: Option<ApplicationId>,
    count: usize,
) -> ApiResult<Vec<ApplicationDoc>> {
    let mut filter = doc! { "user_id": user.to_string() };
    only(states, &mut filter);
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let applications = collection(database);
    let found = applications.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Every application of a person, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<ApplicationDoc>> {
    let applications = collection(database);
    let found = applications.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

fn only(states: &[ApplicationState], filter: &mut Document) {
    if !states.is_empty() {
        let words: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
        filter.insert("state", doc! { "$in": words });
    }
}

/// What a move writes.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// An offer that is laid on the table.
    pub offer: Option<Offer>,
    /// Why the brand declined.
    pub reject_reason: Option<String>,
}

/// Moves an application on, if it still is as `before` was read, and gives what it is now.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn turn(
    database: &Database,
    session: &mut ClientSession,
    before: &ApplicationDoc,
    state: ApplicationState,
    change: &Change,
    now: Timestamp,
) -> ApiResult<ApplicationDoc> {
    let mut set = doc! { "state": state.as_str(), "updated_at": DateTime::from_jiff(now) };
    if let Some(reason) = &change.reject_reason {
        set.insert("reject_reason", reason);
    }
    let mut update = doc! { "$set": set, "$inc": { "revision": 1 } };
    if let Some(offer) = &change.offer {
        let offer = bson::serialize_to_bson(offer).map_err(ApiError::internal)?;
        update.insert("$push", doc! { "offers": offer });
    }
    let as_read = doc! {
        "_id": before.id.to_string(),
        "campaign_id": before.campaign_id.to_string(),
        "state": before.state.as_str(),
        "revision": i64::from(before.revision),
    };
    let applications = collection(database);
    let written = applications.find_one_and_update(as_read, update);
    let written = written.return_document(ReturnDocument::After).session(session).await?;
    written.ok_or_else(|| ErrorCode::Conflict.into())
}

/// Holds what the two sides write of each other still until the transaction ends: of two that write at the same moment, one
/// waits for the other and then reads again.
pub async fn hold(database: &Database, session: &mut ClientSession, id: ApplicationId) -> ApiResult<()> {
    let held = doc! { "$inc": { "held": 1_i64 } };
    collection(database).update_one(doc! { "_id": id.to_string() }, held).session(session).await?;
    Ok(())
}

/// Takes what a person said and showed of themselves out of their applications. Where they stand stays, so that the
/// counts and the slots of others do.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let words = doc! { "creator": "", "reject_reason": "", "offers.$[].note": "" };
    let update = doc! { "$set": { "message": "" }, "$unset": words };
    collection(database).update_many(doc! { "user_id": user.to_string() }, update).await?;
    Ok(())
}
