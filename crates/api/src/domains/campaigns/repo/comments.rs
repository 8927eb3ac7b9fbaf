//! `campaign_draft_comments`: what is said of drafts. Only inserted; an erasure takes the words. Shard key it would have:
//! `deliverable_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{CommentPlace, CommentSide, DraftComment};
use shared::id::{DeliverableId, DraftCommentId, UserId};

use super::{MAX_TIME, many};
use crate::http::ApiResult;

/// Comments of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommentDoc {
    #[serde(rename = "_id")]
    pub id: DraftCommentId,
    pub deliverable_id: DeliverableId,
    pub user_id: UserId,
    pub draft: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CommentPlace>,
    pub side: CommentSide,
    pub text: String,
    pub at: DateTime,
}

impl From<CommentDoc> for DraftComment {
    fn from(doc: CommentDoc) -> Self {
        Self {
            id: doc.id,
            draft: doc.draft,
            place: doc.place,
            side: doc.side,
            text: doc.text,
            at: doc.at.to_jiff(),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<CommentDoc> {
    database.collection("campaign_draft_comments")
}

/// Adds a comment.
pub async fn insert(database: &Database, session: &mut ClientSession, comment: &CommentDoc) -> ApiResult<()> {
    collection(database).insert_one(comment).session(session).await?;
    Ok(())
}

/// The comments on a deliverable, or on one of its drafts, oldest first.
pub async fn list(
    database: &Database,
    deliverable: DeliverableId,
    draft: Option<u32>,
    after: Option<DraftCommentId>,
    count: usize,
) -> ApiResult<Vec<CommentDoc>> {
    let mut filter = doc! { "deliverable_id": deliverable.to_string() };
    if let Some(draft) = draft {
        filter.insert("draft", i64::from(draft));
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { "$gt": after.to_string() });
    }
    let comments = collection(database);
    let found = comments.find(filter).sort(doc! { "_id": 1 }).limit(many(count));
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Every comment of a person, for a copy of their data.
pub async fn all_of_user(database: &Database, user: UserId) -> ApiResult<Vec<CommentDoc>> {
    let comments = collection(database);
    let found = comments.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Takes the words of a person out of their comments.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    let update = doc! { "$set": { "text": "" } };
    collection(database).update_many(doc! { "user_id": user.to_string() }, update).await?;
    Ok(())
}
