//! `campaign_shipments`: how products come to creators. Its id is that of the application, so that each has one at most.
//! Shard key it would have: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Dispatch, Shipment, ShipmentProblem, ShipmentState, ShippingAddress, Timing};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, UserId};

use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};

/// Shipments to one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One shipment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShipmentDoc {
    #[serde(rename = "_id")]
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    pub user_id: UserId,
    pub product: String,
    pub timing: Timing,
    pub state: ShipmentState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime>,
    /// Whether the brand missed that at least once.
    pub overdue: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<ShippingAddress>,
    /// Oldest first.
    pub dispatches: Vec<Dispatch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<DateTime>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub revision: u32,
}

impl ShipmentDoc {
    /// As it travels, with or without where it is sent to.
    pub fn to_shipment(&self, with_address: bool) -> Shipment {
        Shipment {
            application_id: self.application_id,
            campaign_id: self.campaign_id,
            campaign_title: self.campaign_title.clone(),
            brand_id: self.brand_id,
            creator_id: self.creator_id,
            product: self.product.clone(),
            state: self.state,
            due_at: self.due_at.map(DateTime::to_jiff),
            overdue: self.overdue,
            address: self.address.clone().filter(|_| with_address),
            dispatches: self.dispatches.clone(),
            received_at: self.received_at.map(DateTime::to_jiff),
            updated_at: self.updated_at.to_jiff(),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<ShipmentDoc> {
    database.collection("campaign_shipments")
}

/// Adds a shipment.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    shipment: &ShipmentDoc,
) -> ApiResult<()> {
    collection(database).insert_one(shipment).session(session).await?;
    Ok(())
}

/// The shipment of an application.
pub async fn find(database: &Database, application: ApplicationId) -> ApiResult<Option<ShipmentDoc>> {
    let filter = doc! { "_id": application.to_string() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// The shipments of a campaign, in the order of their applications.
pub async fn of_campaign(
    database: &Database,
    campaign: CampaignId,
    state: Option<ShipmentState>,
    after: Option<ApplicationId>,
    count: usize,
) -> ApiResult<Vec<ShipmentDoc>> {
    let mut filter = doc! { "campaign_id": campaign.to_string() };
    if let Some(state) = state {
        filter.insert("state", state.as_str());
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$gt": after.to_string() });
    }
    let shipments = collection(database);
    let found = shipments.find(filter).sort(doc! { "_id": 1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Every shipment to a person, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<ShipmentDoc>> {
    let shipments = collection(database);
    let found = shipments.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// What a move writes besides the state and when it is due.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Where it is sent to.
    pub address: Option<ShippingAddress>,
    /// That it was sent.
    pub dispatch: Option<Dispatch>,
    /// What is wrong with what was sent last.
    pub problem: Option<(ShipmentProblem, String)>,
    /// That the brand is late.
    pub overdue: bool,
}

/// Moves a shipment on, if it still is as `before` was read, and gives what it is now.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn turn(
    database: &Database,
    session: &mut ClientSession,
    before: &ShipmentDoc,
    state: ShipmentState,
    due_at: Option<Timestamp>,
    change: &Change,
    now: Timestamp,
) -> ApiResult<ShipmentDoc> {
    let at = DateTime::from_jiff(now);
    let mut set = doc! { "state": state.as_str(), "updated_at": at };
    set.insert("due_at", due_at.map(DateTime::from_jiff));
    if let Some(address) = &change.address {
        set.insert("address", bson::serialize_to_bson(address).map_err(ApiError::internal)?);
    }
    if let Some((problem, note)) = &change.problem {
        let last = before.dispatches.len().saturating_sub(1);
        let problem = bson::serialize_to_bson(problem).map_err(ApiError::internal)?;
        set.insert(format!("dispatches.{last}.problem"), problem);
        set.insert(format!("dispatches.{last}.problem_note"), note);
    }
    if change.overdue {
        set.insert("overdue", true);
    }
    if state == ShipmentState::Received {
        set.insert("received_at", at);
    }
    let mut update = doc! { "$set": set, "$inc": { "revision": 1 } };
    if let Some(dispatch) = &change.dispatch {
        let dispatch = bson::serialize_to_bson(dispatch).map_err(ApiError::internal)?;
        update.insert("$push", doc! { "dispatches": dispatch });
    }
    let as_read = doc! {
        "_id": before.application_id.to_string(),
        "state": before.state.as_str(),
        "revision": i64::from(before.revision),
    };
    let shipments = collection(database);
    let written = shipments.find_one_and_update(as_read, update);
    let written = written.return_document(ReturnDocument::After).session(session).await?;
    written.ok_or_else(|| ErrorCode::Conflict.into())
}

/// Takes where a person lives, and their words, out of what was sent to them. Where it stands stays.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let words = doc! { "address": "", "dispatches.$[].problem_note": "" };
    let update = doc! { "$unset": words };
    collection(database).update_many(doc! { "user_id": user.to_string() }, update).await?;
    Ok(())
}
