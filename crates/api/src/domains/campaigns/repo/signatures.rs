//! `campaign_signatures`: what creators signed. Its id is that of the application, so that each has one signature at most.
//! Only inserted, never changed. Shard key it would have: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::{Compensation, Signature};
use shared::id::{ApplicationId, CampaignId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;

/// Signatures of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One signature.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignatureDoc {
    #[serde(rename = "_id")]
    pub application_id: ApplicationId,
    pub campaign_id: CampaignId,
    pub user_id: UserId,
    pub name: String,
    pub at: DateTime,
    pub ip: String,
    pub brief_version: u32,
    pub brief_digest: String,
    pub compensation: Compensation,
    pub digest: String,
}

impl From<SignatureDoc> for Signature {
    fn from(doc: SignatureDoc) -> Self {
        Self {
            name: doc.name,
            at: doc.at.to_jiff(),
            ip: doc.ip,
            brief_version: doc.brief_version,
            brief_digest: doc.brief_digest,
            compensation: doc.compensation,
            digest: doc.digest,
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<SignatureDoc> {
    database.collection("campaign_signatures")
}

/// Adds a signature.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    signature: &SignatureDoc,
) -> ApiResult<()> {
    collection(database).insert_one(signature).session(session).await?;
    Ok(())
}

/// The signature of an application.
pub async fn of(database: &Database, application: ApplicationId) -> ApiResult<Option<Signature>> {
    let filter = doc! { "_id": application.to_string() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.map(Signature::from))
}

/// What a person signed.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<SignatureDoc>> {
    let signatures = collection(database);
    let found = signatures.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}
