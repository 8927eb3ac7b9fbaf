//! `brand_revisions`: what each brand said of itself, a document for each change. Shard key: `{ brand_id: 1 }`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::{BrandId, UserId};

use super::MAX_TIME;
use super::document::{BrandDoc, ProfileDoc};
use crate::http::ApiResult;

/// One revision.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RevisionDoc {
    /// `<brand>:<revision>`.
    #[serde(rename = "_id")]
    pub id: String,
    pub brand_id: BrandId,
    pub revision: u32,
    pub at: DateTime,
    pub by: UserId,
    pub profile: ProfileDoc,
}

impl RevisionDoc {
    /// What a brand says of itself now, and who made it say that.
    pub fn of(brand: &BrandDoc, by: UserId) -> Self {
        Self {
            id: key(brand.id, brand.revision),
            brand_id: brand.id,
            revision: brand.revision,
            at: brand.updated_at,
            by,
            profile: brand.profile.clone(),
        }
    }
}

fn key(brand: BrandId, revision: u32) -> String {
    format!("{brand}:{revision}")
}

/// The collection.
pub fn collection(database: &Database) -> Collection<RevisionDoc> {
    database.collection("brand_revisions")
}

/// Keeps what a brand says of itself now, and who made it say that.
pub async fn keep(
    database: &Database,
    session: &mut ClientSession,
    brand: &BrandDoc,
    by: UserId,
) -> ApiResult<()> {
    collection(database).insert_one(RevisionDoc::of(brand, by)).session(session).await?;
    Ok(())
}

/// One revision of a brand.
pub async fn find(database: &Database, brand: BrandId, revision: u32) -> ApiResult<Option<RevisionDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key(brand, revision) }).max_time(MAX_TIME).await?)
}

/// The revisions of a brand before `before`, newest first; at most `count`.
pub async fn list(
    database: &Database,
    brand: BrandId,
    before: Option<u32>,
    count: usize,
) -> ApiResult<Vec<RevisionDoc>> {
    let mut filter = doc! { "brand_id": brand.to_string() };
    if let Some(before) = before {
        filter.insert("revision", doc! { "$lt": before });
    }
    let revisions = collection(database);
    let found = revisions.find(filter).sort(doc! { "revision": -1 });
    let found = found.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME).await?;
    Ok(found.try_collect().await?)
}

/// Takes a person's name, address and number out of every revision.
pub async fn forget_contact(database: &Database, emails: &[String]) -> ApiResult<()> {
    let change = doc! {
        "$unset": { "profile.contact.name": "", "profile.contact.email": "", "profile.contact.phone": "" },
    };
    collection(database).update_many(doc! { "profile.contact.email": { "$in": emails } }, change).await?;
    Ok(())
}

/// Removes the revisions of a brand that is closed.
pub async fn remove_all(database: &Database, brand: BrandId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "brand_id": brand.to_string() }).await?;
    Ok(())
}
