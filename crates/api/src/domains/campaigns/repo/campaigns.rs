//! `campaigns`: one document per campaign. Shard key it would have: `_id`.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::campaigns::{ApplicationState, CampaignState};
use shared::error::ErrorCode;
use shared::id::{BrandId, CampaignId, UserId};

use super::campaign_doc::{CampaignDoc, Content};
use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};

/// Campaigns that a person began, in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// The collection.
pub fn collection(database: &Database) -> Collection<CampaignDoc> {
    database.collection("campaigns")
}

/// Adds a campaign.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    campaign: &CampaignDoc,
) -> ApiResult<()> {
    collection(database).insert_one(campaign).session(session).await?;
    Ok(())
}

/// The campaign of that id.
pub async fn find(database: &Database, id: CampaignId) -> ApiResult<Option<CampaignDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The campaigns of these ids, in no order.
pub async fn find_all(database: &Database, ids: &[CampaignId]) -> ApiResult<Vec<CampaignDoc>> {
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let campaigns = collection(database);
    let found = campaigns.find(doc! { "_id": { "$in": texts } }).limit(many(ids.len().max(1)));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// A brand's campaigns, newest first.
pub async fn of_brand(
    database: &Database,
    brand: BrandId,
    state: Option<CampaignState>,
    archived: bool,
    after: Option<CampaignId>,
    count: usize,
) -> ApiResult<Vec<CampaignDoc>> {
    let mut filter = doc! { "brand_id": brand.to_string(), "archived": archived };
    if let Some(state) = state {
        filter.insert("state", state.as_str());
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let campaigns = collection(database);
    let found = campaigns.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Every campaign, newest first, for the staff.
pub async fn managed(
    database: &Database,
    state: Option<CampaignState>,
    archived: Option<bool>,
    after: Option<CampaignId>,
    count: usize,
) -> ApiResult<Vec<CampaignDoc>> {
    let mut filter = Document::new();
    if let Some(archived) = archived {
        filter.insert("archived", archived);
    }
    if let Some(state) = state {
        filter.insert("state", state.as_str());
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let campaigns = collection(database);
    let found = campaigns.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// What a person began, newest first.
pub async fn begun_by(database: &Database, user: UserId) -> ApiResult<Vec<CampaignDoc>> {
    let filter = doc! { "created_by": user.to_string() };
    let campaigns = collection(database);
    let found = campaigns.find(filter).sort(doc! { "_id": -1 }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Writes what a brand changed, if the campaign is still as `before` was read, and gives what it is now. Slots are added
/// to or taken from those that are left, never from those that are taken.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn edit(
    database: &Database,
    session: &mut ClientSession,
    before: &CampaignDoc,
    content: &Content,
    version: Option<(u32, &str)>,
    now: Timestamp,
) -> ApiResult<CampaignDoc> {
    let more = i64::from(content.slots) - i64::from(before.content.slots);
    let content = bson::serialize_to_document(content).map_err(ApiError::internal)?;
    let mut set = doc! { "content": content, "updated_at": DateTime::from_jiff(now) };
    if let Some((version, digest)) = version {
        set.insert("brief_version", i64::from(version));
        set.insert("brief_digest", digest);
    }
    let mut filter = as_read(before);
    if more < 0 {
        filter.insert("free", doc! { "$gte": -more });
    }
    write(database, session, filter, doc! { "$set": set, "$inc": { "revision": 1, "free": more } }).await
}

/// Moves a campaign on, with what else changes by it, if it still is as `before` was read.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn turn(
    database: &Database,
    session: &mut ClientSession,
    before: &CampaignDoc,
    state: CampaignState,
    mut set: Document,
    now: Timestamp,
) -> ApiResult<CampaignDoc> {
    set.insert("state", state.as_str());
    set.insert("updated_at", DateTime::from_jiff(now));
    write(database, session, as_read(before), doc! { "$set": set, "$inc": { "revision": 1 } }).await
}

/// Closes a published campaign whose deadline is over; `None` when it is not there, not published or not over.
pub async fn close_if_over(
    database: &Database,
    session: &mut ClientSession,
    id: CampaignId,
    now: Timestamp,
) -> ApiResult<Option<CampaignDoc>> {
    let at = DateTime::from_jiff(now);
    let filter = doc! { "_id": id.to_string(), "state": "published", "content.closes_at": { "$lte": at } };
    let update = doc! { "$set": { "state": "closed", "updated_at": at }, "$inc": { "revision": 1 } };
    let campaigns = collection(database);
    let done = campaigns.find_one_and_update(filter, update);
    Ok(done.return_document(ReturnDocument::After).session(session).await?)
}

/// Counts an application that comes in, if the campaign still takes some; whether it does.
pub async fn count_in(
    database: &Database,
    session: &mut ClientSession,
    id: CampaignId,
    now: Timestamp,
) -> ApiResult<bool> {
    let filter = doc! {
        "_id": id.to_string(),
        "state": "published",
        "content.closes_at": { "$gt": DateTime::from_jiff(now) },
        "free": { "$gt": 0 },
    };
    let update = doc! { "$inc": { "counts.applied": 1 } };
    let counted = collection(database).update_one(filter, update).session(session).await?;
    Ok(counted.matched_count == 1)
}

/// Counts an application that goes from one state to another, if the campaign stands in one of these; whether it does.
pub async fn count_move(
    database: &Database,
    session: &mut ClientSession,
    id: CampaignId,
    standing: &[CampaignState],
    from: ApplicationState,
    to: ApplicationState,
) -> ApiResult<bool> {
    let words: Vec<&str> = standing.iter().map(|state| state.as_str()).collect();
    let filter = doc! { "_id": id.to_string(), "state": { "$in": words } };
    let update = doc! { "$inc": counted(from, to) };
    let counted = collection(database).update_one(filter, update).session(session).await?;
    Ok(counted.matched_count == 1)
}

/// Takes a slot for an application, if there is one left, the campaign still is in work, and its brief still is of that
/// version; whether it is so. The condition and the counter are one write: of two that want the last slot, one waits for
/// the other and then finds none.
pub async fn take_slot(
    database: &Database,
    session: &mut ClientSession,
    id: CampaignId,
    brief_version: u32,
    from: ApplicationState,
) -> ApiResult<bool> {
    let filter = doc! {
        "_id": id.to_string(),
        "state": { "$in": ["published", "closed"] },
        "brief_version": i64::from(brief_version),
        "free": { "$gt": 0 },
    };
    let mut inc = counted(from, ApplicationState::Confirmed);
    inc.insert("free", -1);
    let taken = collection(database).update_one(filter, doc! { "$inc": inc }).session(session).await?;
    Ok(taken.matched_count == 1)
}

/// The campaign as this transaction sees it, to say why something was refused.
pub async fn find_within(
    database: &Database,
    session: &mut ClientSession,
    id: CampaignId,
) -> ApiResult<Option<CampaignDoc>> {
    let campaigns = collection(database);
    let found = campaigns.find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME);
    Ok(found.session(session).await?)
}

/// How the counts change when one application goes on; the two are not the same.
fn counted(from: ApplicationState, to: ApplicationState) -> Document {
    let mut inc = Document::new();
    inc.insert(format!("counts.{}", from.as_str()), -1);
    inc.insert(format!("counts.{}", to.as_str()), 1);
    inc
}

fn as_read(before: &CampaignDoc) -> Document {
    doc! {
        "_id": before.id.to_string(), "state": before.state.as_str(), "revision": i64::from(before.revision),
    }
}

async fn write(
    database: &Database,
    session: &mut ClientSession,
    filter: Document,
    update: Document,
) -> ApiResult<CampaignDoc> {
    let campaigns = collection(database);
    let written = campaigns.find_one_and_update(filter, update);
    let written = written.return_document(ReturnDocument::After).session(session).await?;
    written.ok_or_else(|| ErrorCode::Conflict.into())
}
