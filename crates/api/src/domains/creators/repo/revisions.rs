//! `creator_revisions`: a document for each state of a profile that was changed since. Shard key it would have:
//! `creator_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::creators::{Creator, CreatorLevel, CreatorRevision, CreatorStatus};
use shared::id::CreatorId;

use super::super::rules::profile::Profile;
use super::super::rules::trash::Trash;
use super::document::CreatorDoc;
use crate::http::ApiResult;
use crate::infra::db::MAX_TIME;

/// So many numbers back a state is kept.
pub const KEPT: u32 = 100;

/// One state that was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RevisionDoc {
    /// `<creator>:<revision>`: a state is changed once.
    #[serde(rename = "_id")]
    pub id: String,
    pub creator_id: CreatorId,
    pub revision: u32,
    /// When it was changed, and by whom.
    pub until: DateTime,
    pub by_staff: bool,
    pub action: String,
    pub changed: Vec<String>,
    pub status: CreatorStatus,
    pub level: CreatorLevel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trash: Option<Trash>,
    pub profile: Profile,
    /// Since when the profile was so.
    pub since: DateTime,
}

impl RevisionDoc {
    /// The state of a creator that is being changed.
    pub fn of(before: &CreatorDoc, at: DateTime, by_staff: bool, action: &str, changed: Vec<String>) -> Self {
        Self {
            id: format!("{}:{}", before.id, before.revision),
            creator_id: before.id,
            revision: before.revision,
            until: at,
            by_staff,
            action: action.to_owned(),
            changed,
            status: before.status,
            level: before.level,
            trash: before.trash.clone(),
            profile: before.profile.clone(),
            since: before.updated_at,
        }
    }

    /// The creator as they were; what is counted beside the profile is as it is today.
    pub fn to_creator(&self, today: &CreatorDoc) -> Creator {
        let once = CreatorDoc {
            status: self.status,
            level: self.level,
            trash: self.trash.clone(),
            profile: self.profile.clone(),
            updated_at: self.since,
            revision: self.revision,
            ..today.clone()
        };
        once.to_creator()
    }

    /// A line of the list.
    pub fn to_revision(&self) -> CreatorRevision {
        CreatorRevision {
            revision: self.revision,
            until: self.until.to_jiff(),
            by_staff: self.by_staff,
            action: self.action.clone(),
            changed: self.changed.clone(),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<RevisionDoc> {
    database.collection("creator_revisions")
}

/// Keeps a state that is being changed, and lets go of what is too far back.
pub async fn keep(database: &Database, session: &mut ClientSession, state: &RevisionDoc) -> ApiResult<()> {
    let revisions = collection(database);
    revisions.insert_one(state).session(&mut *session).await?;
    let oldest = i64::from(state.revision) - i64::from(KEPT);
    let old = doc! { "creator_id": state.creator_id.to_string(), "revision": { "$lte": oldest } };
    revisions.delete_many(old).session(session).await?;
    Ok(())
}

/// The states of a creator before `before`, the last one first; at most `count`.
pub async fn list(
    database: &Database,
    creator: CreatorId,
    before: Option<u32>,
    count: usize,
) -> ApiResult<Vec<RevisionDoc>> {
    let mut filter = doc! { "creator_id": creator.to_string() };
    if let Some(before) = before {
        filter.insert("revision", doc! { "$lt": i64::from(before) });
    }
    let revisions = collection(database);
    let found = revisions.find(filter).sort(doc! { "revision": -1 });
    let found = found.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME);
    Ok(found.await?.try_collect().await?)
}

/// One state of a creator.
pub async fn get(database: &Database, creator: CreatorId, revision: u32) -> ApiResult<Option<RevisionDoc>> {
    let filter = doc! { "creator_id": creator.to_string(), "revision": i64::from(revision) };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// Every state of a creator, the last one first, for their copy.
pub async fn all(database: &Database, creator: CreatorId) -> ApiResult<Vec<RevisionDoc>> {
    list(database, creator, None, usize::try_from(KEPT).unwrap_or(usize::MAX)).await
}

/// Removes every state of a creator, in the caller's transaction if there is one; again changes nothing.
pub async fn remove_all(
    database: &Database,
    session: Option<&mut ClientSession>,
    creator: CreatorId,
) -> ApiResult<()> {
    let revisions = collection(database);
    let removal = revisions.delete_many(doc! { "creator_id": creator.to_string() });
    match session {
        Some(session) => removal.session(session).await?,
        None => removal.await?,
    };
    Ok(())
}
