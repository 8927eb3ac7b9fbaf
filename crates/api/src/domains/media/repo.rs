//! `media`: one document per picture that can be shown. Shard key: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::error::Result;
use mongodb::{Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::MediaId;

use super::service::Owner;
use crate::infra::db::MAX_TIME;
use crate::infra::db::index::plain;

/// Pictures of one person that are listed.
const MAX_LISTED: i64 = 1_000;

/// What a picture is for: whatever removes all pictures of one use leaves the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureUse {
    /// The picture of an account.
    #[default]
    Avatar,
    /// A piece of a creator's portfolio.
    Portfolio,
}

/// One picture.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MediaDoc {
    #[serde(rename = "_id")]
    pub id: MediaId,
    /// Whose it is.
    pub owner: Owner,
    /// What it is for; those of before there were uses are avatars.
    #[serde(default)]
    pub purpose: PictureUse,
    /// What it was when it came in: `png`, `jpeg`, `gif`, `webp`.
    pub came_as: String,
    /// Its pixels when it came in.
    pub width: u32,
    pub height: u32,
    /// The sides of the squares that were made.
    pub sizes: Vec<u32>,
    /// What they take together.
    pub bytes: i64,
    pub created_at: DateTime,
}

#[derive(Clone)]
pub(super) struct Repo {
    media: Collection<MediaDoc>,
}

impl Repo {
    pub(super) fn new(database: &Database) -> Self {
        Self { media: database.collection("media") }
    }

    pub(super) async fn ensure_indexes(&self) -> Result<()> {
        let by_owner = plain(doc! { "owner": 1, "_id": -1 });
        self.media.create_index(by_owner).await.map(|_| ())
    }

    /// Adds a picture; again changes nothing.
    pub(super) async fn add(&self, media: &MediaDoc) -> Result<()> {
        let add = doc! { "$setOnInsert": bson::serialize_to_document(media)? };
        self.media.update_one(doc! { "_id": media.id.to_string() }, add).upsert(true).await.map(|_| ())
    }

    pub(super) async fn get(&self, id: MediaId) -> Result<Option<MediaDoc>> {
        self.media.find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await
    }

    pub(super) async fn remove(&self, id: MediaId) -> Result<()> {
        self.media.delete_one(doc! { "_id": id.to_string() }).await.map(|_| ())
    }

    /// The pictures of a person or a brand, newest first.
    pub(super) async fn of(&self, owner: &Owner) -> Result<Vec<MediaDoc>> {
        let find = self.media.find(doc! { "owner": owner.as_str() }).sort(doc! { "_id": -1 });
        find.limit(MAX_LISTED).max_time(MAX_TIME).await?.try_collect().await
    }
}
