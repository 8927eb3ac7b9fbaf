//! `campaign_posts`: where deliverables were published. Its id is the digest of the post's address, so that one post is one
//! deliverable, and nobody is named by it. Only inserted. Shard key it would have: `_id`.

use bson::DateTime;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::id::DeliverableId;

use super::is_duplicate;
use crate::http::ApiResult;
use crate::infra::hex::hex;

/// Where one deliverable was published.
#[derive(Debug, Serialize, Deserialize)]
pub struct PostDoc {
    #[serde(rename = "_id")]
    digest: String,
    deliverable_id: DeliverableId,
    at: DateTime,
}

impl PostDoc {
    /// A deliverable that was published at this address.
    pub fn of(url: &str, deliverable_id: DeliverableId, now: Timestamp) -> Self {
        Self { digest: hex(&Sha256::digest(url)), deliverable_id, at: DateTime::from_jiff(now) }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<PostDoc> {
    database.collection("campaign_posts")
}

/// Keeps where a deliverable was published; `false` when another was published there.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    url: &str,
    deliverable: DeliverableId,
    now: Timestamp,
) -> ApiResult<bool> {
    match collection(database).insert_one(PostDoc::of(url, deliverable, now)).session(session).await {
        Ok(_) => Ok(true),
        Err(error) if is_duplicate(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
