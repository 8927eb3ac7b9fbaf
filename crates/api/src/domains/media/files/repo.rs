//! `media_files`: one document per file that is kept as it came; shard key it would have: `_id`. `media_passes`: one per
//! address that was handed out, by its digest; the TTL monitor removes what is over; shard key: `{ _id: "hashed" }`.

use bson::{DateTime, doc};
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::MediaId;
use shared::media::{FileKind, MediaFile};

use super::super::service::Owner;
use crate::infra::db::MAX_TIME;
use crate::infra::db::index::{plain, removed_at};

/// One file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileDoc {
    #[serde(rename = "_id")]
    pub id: MediaId,
    /// Who sent it.
    pub owner: Owner,
    /// What it is about, in the words of the domain that it is for.
    pub about: String,
    pub kind: FileKind,
    pub media_type: String,
    pub extension: String,
    pub bytes: i64,
    pub sha256: String,
    /// Whether its bytes are in the store.
    pub stored: bool,
    /// Whether it is used. What is not is thrown away after a while.
    pub used: bool,
    pub created_at: DateTime,
}

impl FileDoc {
    /// As it travels.
    pub fn to_file(&self) -> MediaFile {
        MediaFile {
            id: self.id,
            kind: self.kind,
            media_type: self.media_type.clone(),
            bytes: u64::try_from(self.bytes).unwrap_or(0),
            sha256: self.sha256.clone(),
        }
    }
}

/// One pass.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PassDoc {
    /// The digest of its secret.
    #[serde(rename = "_id")]
    pub digest: String,
    pub file: MediaId,
    pub expires_at: DateTime,
}

#[derive(Clone)]
pub struct FilesRepo {
    files: Collection<FileDoc>,
    passes: Collection<PassDoc>,
}

impl FilesRepo {
    pub fn new(database: &Database) -> Self {
        Self { files: database.collection("media_files"), passes: database.collection("media_passes") }
    }

    pub async fn ensure_indexes(&self) -> Result<()> {
        self.files.create_index(plain(doc! { "about": 1, "_id": 1 })).await?;
        self.passes.create_index(removed_at("expires_at")).await.map(|_| ())
    }

    pub async fn add(&self, file: &FileDoc) -> Result<()> {
        self.files.insert_one(file).await.map(|_| ())
    }

    pub async fn is_stored(&self, id: MediaId) -> Result<()> {
        let update = doc! { "$set": { "stored": true } };
        self.files.update_one(doc! { "_id": id.to_string() }, update).await.map(|_| ())
    }

    pub async fn get(&self, id: MediaId) -> Result<Option<FileDoc>> {
        self.files.find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await
    }

    /// How many files about something wait to be used; counts no further than `most`.
    pub async fn waiting(&self, about: &str, most: u64) -> Result<u64> {
        let filter = doc! { "about": about, "used": false };
        self.files.count_documents(filter).limit(most).max_time(MAX_TIME).await
    }

    /// Marks a file as used, if it is there, about this, of this person, and was not used before.
    pub async fn use_once(
        &self,
        session: &mut ClientSession,
        id: MediaId,
        owner: &Owner,
        about: &str,
    ) -> Result<Option<FileDoc>> {
        let filter = doc! {
            "_id": id.to_string(), "owner": owner.as_str(), "about": about, "stored": true, "used": false,
        };
        let update = doc! { "$set": { "used": true } };
        let found = self.files.find_one_and_update(filter, update).return_document(ReturnDocument::After);
        found.session(session).await
    }

    /// Removes the record of a file; of one that is not used alone, if that is asked. Whether it was there.
    pub async fn remove(&self, id: MediaId, unused_alone: bool) -> Result<bool> {
        let mut filter = doc! { "_id": id.to_string() };
        if unused_alone {
            filter.insert("used", false);
        }
        Ok(self.files.delete_one(filter).await?.deleted_count == 1)
    }

    pub async fn add_pass(&self, pass: &PassDoc) -> Result<()> {
        self.passes.insert_one(pass).await.map(|_| ())
    }

    /// The file that a pass is for, if it is good now.
    pub async fn passed(&self, digest: &str, now: Timestamp) -> Result<Option<MediaId>> {
        let filter = doc! { "_id": digest, "expires_at": { "$gt": DateTime::from_jiff(now) } };
        Ok(self.passes.find_one(filter).max_time(MAX_TIME).await?.map(|pass| pass.file))
    }
}
