//! Addresses that nothing is sent to any more.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::EmailId;
use shared::notifications::{EmailStatus, Suppression};

use super::{EmailDoc, MAX_TIME};
use crate::infra::db::index::plain;

/// One address. Shard key it would have: `{ _id: "hashed" }`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct SuppressionDoc {
    /// The address in lower case.
    #[serde(rename = "_id")]
    pub address: String,
    /// What happened to the mail.
    pub reason: EmailStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    pub email_id: EmailId,
    pub at: DateTime,
}

impl SuppressionDoc {
    pub(in super::super) fn new(
        email: &EmailDoc,
        reason: EmailStatus,
        words: Option<&str>,
        at: Timestamp,
    ) -> Self {
        Self {
            address: email.to.to_lowercase(),
            reason,
            words: words.map(str::to_owned),
            email_id: email.id,
            at: DateTime::from_jiff(at),
        }
    }

    fn into_dto(self) -> Suppression {
        Suppression {
            address: self.address,
            reason: self.reason,
            detail: self.words,
            email_id: self.email_id,
            at: self.at.to_jiff(),
        }
    }
}

#[derive(Clone)]
pub(in super::super) struct SuppressionRepo {
    suppressions: Collection<SuppressionDoc>,
}

impl SuppressionRepo {
    pub(in super::super) fn new(database: &Database) -> Self {
        Self { suppressions: database.collection("email_suppressions") }
    }

    pub(in super::super) async fn ensure_indexes(&self) -> Result<()> {
        self.suppressions.create_index(plain(doc! { "at": -1, "_id": 1 })).await.map(|_| ())
    }

    /// Adds an address; what was known of it before stays.
    pub(in super::super) async fn add(&self, suppression: &SuppressionDoc) -> Result<()> {
        let new = bson::serialize_to_document(suppression)?;
        let update = doc! { "$setOnInsert": new };
        self.suppressions
            .update_one(doc! { "_id": &suppression.address }, update)
            .upsert(true)
            .await
            .map(|_| ())
    }

    /// Why nothing is sent to an address, if so.
    pub(in super::super) async fn of(&self, address: &str) -> Result<Option<Suppression>> {
        let find = self.suppressions.find_one(doc! { "_id": address.to_lowercase() });
        Ok(find.max_time(MAX_TIME).await?.map(SuppressionDoc::into_dto))
    }

    /// The newest ones.
    pub(in super::super) async fn list(&self, count: i64) -> Result<Vec<Suppression>> {
        let find = self.suppressions.find(doc! {}).sort(doc! { "at": -1, "_id": 1 }).limit(count);
        find.max_time(MAX_TIME).await?.map_ok(SuppressionDoc::into_dto).try_collect().await
    }

    /// Lets mails go to an address again. `false` if they did anyway.
    pub(in super::super) async fn lift(&self, address: &str, session: &mut ClientSession) -> Result<bool> {
        let lift = self.suppressions.delete_one(doc! { "_id": address.to_lowercase() });
        Ok(lift.session(session).await?.deleted_count == 1)
    }
}
