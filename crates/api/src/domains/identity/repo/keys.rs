//! `identity_keys`: the keys that sign access tokens. `_id` counts up, so that two processes cannot both make the
//! first. Never sharded: a handful of documents.

use bson::spec::BinarySubtype;
use bson::{Binary, DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{Collection, Database};
use serde::{Deserialize, Serialize};

use super::{MAX_TIME, is_duplicate};
use crate::http::ApiResult;

/// One key.
#[derive(Serialize, Deserialize)]
pub struct KeyDoc {
    /// Which one; the highest signs.
    #[serde(rename = "_id")]
    pub number: i32,
    /// 32 random bytes.
    pub secret: Binary,
    /// When it began to sign.
    pub created_at: DateTime,
}

impl KeyDoc {
    /// A new key.
    pub fn new(number: i32, secret: [u8; 32], at: Timestamp) -> Self {
        let secret = Binary { subtype: BinarySubtype::Generic, bytes: secret.to_vec() };
        Self { number, secret, created_at: DateTime::from_jiff(at) }
    }

    /// Its name in the tokens' headers.
    pub fn kid(&self) -> String {
        format!("k{}", self.number)
    }
}

fn collection(database: &Database) -> Collection<KeyDoc> {
    database.collection("identity_keys")
}

/// The newest keys, newest first.
pub async fn all(database: &Database) -> ApiResult<Vec<KeyDoc>> {
    let keys = collection(database);
    Ok(keys.find(doc! {}).sort(doc! { "_id": -1 }).limit(20).max_time(MAX_TIME).await?.try_collect().await?)
}

/// Adds a key, unless another process was faster.
pub async fn insert(database: &Database, key: &KeyDoc) -> ApiResult<()> {
    match collection(database).insert_one(key).await {
        Err(error) if is_duplicate(&error) => Ok(()),
        other => Ok(other.map(|_| ())?),
    }
}
