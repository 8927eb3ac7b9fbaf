//! `campaign_metrics`: the figures of published posts, a document for each screenshot. Shard key it would have:
//! `deliverable_id`, which its unique index begins with.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{
    ConfirmedFigure, ManagedMetrics, MetricsFailure, MetricsState, PictureLikeness, PictureReuse,
    PostMetrics, QuestionSide, Questioned,
};
use shared::creators::Platform;
use shared::error::ErrorCode;
use shared::figures::ReadFigure;
use shared::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId, MediaId, MetricsId, UserId};

use super::{MAX_TIME, is_duplicate, many};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::index::{plain, unique_where};
use crate::said;

/// Figures of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// The figures of a post at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricsDoc {
    #[serde(rename = "_id")]
    pub id: MetricsId,
    pub deliverable_id: DeliverableId,
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub campaign_title: String,
    pub brand_id: BrandId,
    pub creator_id: CreatorId,
    pub user_id: UserId,
    pub number: u32,
    pub platform: Platform,
    /// When the post was published, as a day of its campaign's zone.
    pub day: String,
    pub state: MetricsState,
    /// Whether they are still to be confirmed for the first time: a post has one such at most.
    pub open: bool,
    /// The screenshot; gone when they were discarded, or the creator erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_id: Option<MediaId>,
    pub sha256: String,
    pub width: u32,
    pub height: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeDoc>,
    pub figures: Vec<ConfirmedFigure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether `reuse` is there.
    pub reused: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reuse: Option<ReuseDoc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionDoc>,
    pub reported_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<DateTime>,
    pub revision: u32,
}

/// What the reader came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeDoc {
    pub reader: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<MetricsFailure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_of: Option<Platform>,
    pub read: Vec<ReadFigure>,
}

/// That the picture was used before, and whose that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseDoc {
    pub likeness: PictureLikeness,
    pub deliverable_id: DeliverableId,
    pub brand_id: BrandId,
    pub user_id: UserId,
}

/// A doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionDoc {
    pub by: QuestionSide,
    pub reason: String,
    pub at: DateTime,
}

/// For whose eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// The creator.
    Creator,
    /// Somebody of the brand.
    Brand,
    /// The staff.
    Staff,
}

impl MetricsDoc {
    /// As somebody sees them.
    pub fn to_metrics(&self, viewer: Viewer) -> PostMetrics {
        let outcome = self.outcome.as_ref();
        PostMetrics {
            id: self.id,
            deliverable_id: self.deliverable_id,
            application_id: self.application_id,
            campaign_id: self.campaign_id,
            campaign_title: self.campaign_title.clone(),
            brand_id: self.brand_id,
            creator_id: self.creator_id,
            number: self.number,
            platform: self.platform,
            state: self.state,
            failure: outcome.and_then(|outcome| outcome.failure),
            reader: outcome.map(|outcome| outcome.reader.clone()),
            page_of: outcome.and_then(|outcome| outcome.page_of),
            read: outcome.map(|outcome| outcome.read.clone()).unwrap_or_default(),
            figures: self.figures.clone(),
            note: self.note.clone(),
            reuse: self.reuse.map(|reuse| self.to_reuse(reuse, viewer)),
            question: self.question.as_ref().map(|question| Questioned {
                by: question.by,
                reason: question.reason.clone(),
                at: question.at.to_jiff(),
            }),
            has_picture: self.file_id.is_some(),
            width: self.width,
            height: self.height,
            reported_at: self.reported_at.to_jiff(),
            confirmed_at: self.confirmed_at.map(DateTime::to_jiff),
        }
    }

    fn to_reuse(&self, reuse: ReuseDoc, viewer: Viewer) -> PictureReuse {
        let may_see = match viewer {
            Viewer::Creator => reuse.user_id == self.user_id,
            Viewer::Brand => reuse.brand_id == self.brand_id,
            Viewer::Staff => true,
        };
        PictureReuse { likeness: reuse.likeness, deliverable_id: may_see.then_some(reuse.deliverable_id) }
    }

    /// As the staff sees them.
    pub fn to_managed(&self) -> ManagedMetrics {
        ManagedMetrics { metrics: self.to_metrics(Viewer::Staff), picture_sha256: self.sha256.clone() }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<MetricsDoc> {
    database.collection("campaign_metrics")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            // One at a time is still to be confirmed.
            unique_where(doc! { "deliverable_id": 1 }, doc! { "open": true }),
            plain(doc! { "deliverable_id": 1, "_id": -1 }),
            plain(doc! { "user_id": 1, "_id": -1 }),
            plain(doc! { "state": 1, "_id": -1 }),
            plain(doc! { "reused": 1, "state": 1, "_id": -1 }),
            plain(doc! { "reused": 1, "_id": -1 }),
        ])
        .await
        .map(|_| ())
}

/// Adds figures.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] while others of the post are still to be confirmed.
pub async fn insert(database: &Database, session: &mut ClientSession, metrics: &MetricsDoc) -> ApiResult<()> {
    match collection(database).insert_one(metrics).session(session).await {
        Err(error) if is_duplicate(&error) => Err(others_open()),
        other => Ok(other.map(|_| ())?),
    }
}

/// What is said while others of the post are still to be confirmed.
pub fn others_open() -> ApiError {
    ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
        "other figures of this post are still to be confirmed; confirm or discard them first",
        "esta publicación tiene otras cifras por confirmar; confirmalas o descartalas primero"
    ))
}

/// The figures of that id.
pub async fn find(database: &Database, id: MetricsId) -> ApiResult<Option<MetricsDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The figures of a deliverable, newest first, `most` of them at most.
pub async fn of_deliverable(
    database: &Database,
    deliverable: DeliverableId,
    most: usize,
) -> ApiResult<Vec<MetricsDoc>> {
    let metrics = collection(database);
    let found = metrics.find(doc! { "deliverable_id": deliverable.to_string() }).sort(doc! { "_id": -1 });
    Ok(found.limit(many(most)).max_time(MAX_TIME).await?.try_collect().await?)
}

/// How many a deliverable has; counts no further than `most`.
pub async fn count_of(database: &Database, deliverable: DeliverableId, most: u64) -> ApiResult<u64> {
    let metrics = collection(database);
    let count = metrics.count_documents(doc! { "deliverable_id": deliverable.to_string() });
    Ok(count.limit(most).max_time(MAX_TIME).await?)
}

/// Whether figures of a deliverable are still to be confirmed for the first time.
pub async fn has_open(database: &Database, deliverable: DeliverableId) -> ApiResult<bool> {
    let filter = doc! { "deliverable_id": deliverable.to_string(), "open": true };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.is_some())
}

/// Figures for the staff, newest first.
pub async fn managed(
    database: &Database,
    state: Option<MetricsState>,
    reused: Option<bool>,
    after: Option<MetricsId>,
    count: usize,
) -> ApiResult<Vec<MetricsDoc>> {
    let mut filter = Document::new();
    if let Some(reused) = reused {
        filter.insert("reused", reused);
    }
    if let Some(state) = state {
        filter.insert("state", state.as_str());
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$lt": after.to_string() });
    }
    let metrics = collection(database);
    let found = metrics.find(filter).sort(doc! { "_id": -1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// What a move writes besides the state.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What the reader came to.
    pub outcome: Option<OutcomeDoc>,
    /// What the creator vouches for, and their words.
    pub confirmed: Option<(Vec<ConfirmedFigure>, Option<String>)>,
    /// A doubt.
    pub question: Option<QuestionDoc>,
}

/// Moves figures on, if they still are as `before` was read, and gives what they are now.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn turn(
    database: &Database,
    session: &mut ClientSession,
    before: &MetricsDoc,
    state: MetricsState,
    change: &Change,
    now: Timestamp,
) -> ApiResult<MetricsDoc> {
    let as_read = doc! {
        "_id": before.id.to_string(),
        "deliverable_id": before.deliverable_id.to_string(),
        "state": before.state.as_str(),
        "revision": i64::from(before.revision),
    };
    let mut set = doc! { "state": state.as_str(), "open": state.is_open() };
    let mut unset = Document::new();
    if let Some(outcome) = &change.outcome {
        set.insert("outcome", bson(outcome)?);
    }
    if let Some((figures, note)) = &change.confirmed {
        set.insert("figures", bson(figures)?);
        set.insert("confirmed_at", DateTime::from_jiff(now));
        match note {
            Some(note) => set.insert("note", note),
            None => unset.insert("note", ""),
        };
    }
    if let Some(question) = &change.question {
        set.insert("question", bson(question)?);
    }
    if state == MetricsState::Discarded {
        unset.insert("file_id", "");
    }
    let mut update = doc! { "$set": set, "$inc": { "revision": 1 } };
    if !unset.is_empty() {
        update.insert("$unset", unset);
    }
    let metrics = collection(database);
    let turned = metrics.find_one_and_update(as_read, update);
    let turned = turned.return_document(ReturnDocument::After).session(session).await?;
    turned.ok_or_else(|| ErrorCode::Conflict.into())
}

/// Notes that the picture was used before, wherever the figures stand, unless that is known.
pub async fn mark_reused(database: &Database, id: MetricsId, reuse: ReuseDoc) -> ApiResult<()> {
    let filter = doc! { "_id": id.to_string(), "reused": false };
    let update = doc! { "$set": { "reused": true, "reuse": bson(&reuse)? } };
    collection(database).update_one(filter, update).await?;
    Ok(())
}

fn bson(value: &impl Serialize) -> ApiResult<bson::Bson> {
    bson::serialize_to_bson(value).map_err(ApiError::internal)
}

/// Every figure of a person's posts, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<MetricsDoc>> {
    let metrics = collection(database);
    let found = metrics.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Removes what a person never confirmed, and takes their words, their screenshots and what was read from them out of the
/// rest. The figures that they vouched for stay.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let user = user.to_string();
    let metrics = collection(database);
    metrics.delete_many(doc! { "user_id": &user, "confirmed_at": { "$exists": false } }).await?;
    let update = doc! {
        "$unset": { "note": "", "outcome": "", "file_id": "" }, "$set": { "sha256": "" },
        "$inc": { "revision": 1 },
    };
    metrics.update_many(doc! { "user_id": &user }, update).await?;
    Ok(())
}
