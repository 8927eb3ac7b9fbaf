//! `campaign_deliverables`: one document per piece that a creator who signed owes. Shard key it would have:
//! `application_id`, which the unique index begins with.

use bson::{Bson, DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::campaigns::DeliverableState;
use shared::error::ErrorCode;
use shared::id::{ApplicationId, CampaignId, DeliverableId, UserId};

use super::deliverable_doc::{AnswerDoc, DeliverableDoc, DraftDoc};
use super::{MAX_TIME, many};
use crate::http::{ApiError, ApiResult};

/// Deliverables of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;
/// Pieces of one signature, and more.
const MAX_OWED: i64 = 200;

/// The collection.
pub fn collection(database: &Database) -> Collection<DeliverableDoc> {
    database.collection("campaign_deliverables")
}

/// Adds what is owed by one signature.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    owed: &[DeliverableDoc],
) -> ApiResult<()> {
    collection(database).insert_many(owed).session(session).await?;
    Ok(())
}

/// The deliverable of that id.
pub async fn find(database: &Database, id: DeliverableId) -> ApiResult<Option<DeliverableDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// What is owed by one signature, in the order of the brief.
pub async fn of_application(
    database: &Database,
    application: ApplicationId,
) -> ApiResult<Vec<DeliverableDoc>> {
    let deliverables = collection(database);
    let find = deliverables.find(doc! { "application_id": application.to_string() });
    Ok(find.sort(doc! { "number": 1 }).limit(MAX_OWED).max_time(MAX_TIME).await?.try_collect().await?)
}

/// What of it nobody has begun to wait for, as this transaction sees it.
pub async fn not_started(
    database: &Database,
    session: &mut ClientSession,
    application: ApplicationId,
) -> ApiResult<Vec<DeliverableDoc>> {
    let filter = doc! { "application_id": application.to_string(), "state": "owed", "due_at": Bson::Null };
    let deliverables = collection(database);
    let find = deliverables.find(filter).limit(MAX_OWED).max_time(MAX_TIME);
    let mut found = find.session(&mut *session).await?;
    Ok(found.stream(session).try_collect().await?)
}

/// Begins to wait for some of it.
pub async fn start(
    database: &Database,
    session: &mut ClientSession,
    application: ApplicationId,
    ids: &[DeliverableId],
    due_at: Timestamp,
    now: Timestamp,
) -> ApiResult<()> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let filter = doc! { "_id": { "$in": ids }, "application_id": application.to_string(), "state": "owed" };
    let set = doc! { "due_at": DateTime::from_jiff(due_at), "updated_at": DateTime::from_jiff(now) };
    let update = doc! { "$set": set, "$inc": { "revision": 1 } };
    collection(database).update_many(filter, update).session(session).await?;
    Ok(())
}

/// The deliverables of a campaign, oldest first.
pub async fn of_campaign(
    database: &Database,
    campaign: CampaignId,
    state: Option<DeliverableState>,
    after: Option<DeliverableId>,
    count: usize,
) -> ApiResult<Vec<DeliverableDoc>> {
    let mut filter = doc! { "campaign_id": campaign.to_string() };
    only(state, &mut filter);
    if let Some(after) = after {
        filter.insert("_id", doc! { "$gt": after.to_string() });
    }
    let deliverables = collection(database);
    let found = deliverables.find(filter).sort(doc! { "_id": 1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The deliverables of a person, newest first.
pub async fn of_user(
    database: &Database,
    user: UserId,
    state: Option<DeliverableState>,
    after: Option<DeliverableId>,
    count: usize,
) -> ApiResult<Vec<DeliverableDoc>> {
    let mut filter = doc! { "user_id": user.to_string() };
    only(state, &mut filter);
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let deliverables = collection(database);
    let found = deliverables.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Every deliverable of a person, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<DeliverableDoc>> {
    let deliverables = collection(database);
    let found = deliverables.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

fn only(state: Option<DeliverableState>, filter: &mut Document) {
    if let Some(state) = state {
        filter.insert("state", state.as_str());
    }
}

/// What a move writes besides the state and when it is due.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// A draft that came.
    pub draft: Option<DraftDoc>,
    /// What came of the last draft.
    pub answer: Option<AnswerDoc>,
    /// Whether it uses a round.
    pub uses_round: bool,
    /// That the creator is late.
    pub late: bool,
    /// That it counts for the on-time score from now on, or has counted.
    pub counted: bool,
    /// Why it is not taken.
    pub reject_reason: Option<String>,
    /// Where it was published, and the code to advertise by.
    pub post: Option<(String, Option<String>)>,
}

/// Moves a deliverable on, if it still is as `before` was read, and gives what it is now.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn turn(
    database: &Database,
    session: &mut ClientSession,
    before: &DeliverableDoc,
    state: DeliverableState,
    due_at: Option<Timestamp>,
    change: &Change,
    now: Timestamp,
) -> ApiResult<DeliverableDoc> {
    let mut inc = doc! { "revision": 1 };
    let mut as_read = doc! {
        "_id": before.id.to_string(),
        "application_id": before.application_id.to_string(),
        "state": before.state.as_str(),
        "revision": i64::from(before.revision),
    };
    if change.uses_round {
        inc.insert("rounds_used", 1);
        // What was read says so already; what was signed is worth a second look.
        as_read.insert("rounds_used", doc! { "$lt": i32::from(before.rounds) });
    }
    let mut update = doc! { "$set": written(before, state, due_at, change, now)?, "$inc": inc };
    if let Some(draft) = &change.draft {
        update.insert("$push", doc! { "drafts": bson(draft)? });
    }
    let deliverables = collection(database);
    let turned = deliverables.find_one_and_update(as_read, update);
    let turned = turned.return_document(ReturnDocument::After).session(session).await?;
    turned.ok_or_else(|| ErrorCode::Conflict.into())
}

/// Counts a comment, if the deliverable still is as `before` was read and has fewer than `most`; whether it is so.
pub async fn count_comment(
    database: &Database,
    session: &mut ClientSession,
    before: &DeliverableDoc,
    most: u32,
) -> ApiResult<bool> {
    let filter = doc! {
        "_id": before.id.to_string(),
        "state": before.state.as_str(),
        "revision": i64::from(before.revision),
        "comments": { "$lt": i64::from(most) },
    };
    let update = doc! { "$inc": { "comments": 1 } };
    let counted = collection(database).update_one(filter, update).session(session).await?;
    Ok(counted.matched_count == 1)
}

fn written(
    before: &DeliverableDoc,
    state: DeliverableState,
    due_at: Option<Timestamp>,
    change: &Change,
    now: Timestamp,
) -> ApiResult<Document> {
    let at = DateTime::from_jiff(now);
    let mut set = doc! { "state": state.as_str(), "updated_at": at };
    set.insert("due_at", due_at.map(DateTime::from_jiff));
    if let Some(answer) = &change.answer {
        let last = before.drafts.len().saturating_sub(1);
        set.insert(format!("drafts.{last}.answer"), bson(answer)?);
    }
    if change.late {
        set.insert("late", true);
    }
    if change.counted {
        set.insert("counted", true);
    }
    if let Some(reason) = &change.reject_reason {
        set.insert("reject_reason", reason);
    }
    if state == DeliverableState::Approved && before.state != state {
        set.insert("approved_at", at);
    }
    if let Some((url, code)) = &change.post {
        set.insert("post_url", url);
        set.insert("published_at", at);
        if let Some(code) = code {
            set.insert("ad_code", code);
        }
    }
    Ok(set)
}

fn bson(value: &impl serde::Serialize) -> ApiResult<Bson> {
    bson::serialize_to_bson(value).map_err(ApiError::internal)
}

/// Takes a person's words, and where they published it, out of one of their deliverables. Where it stands stays.
pub async fn forget(database: &Database, id: DeliverableId, drafts: &[DraftDoc]) -> ApiResult<()> {
    let set = doc! { "drafts": bson(&drafts)? };
    let update = doc! { "$set": set, "$unset": { "ad_code": "", "post_url": "" }, "$inc": { "revision": 1 } };
    collection(database).update_one(doc! { "_id": id.to_string() }, update).await?;
    Ok(())
}
