//! `campaign_pictures`: by what screenshots of figures are recognised, so that one which was used before is. Its id is that of
//! the figures. Shard key it would have: `{ _id: "hashed" }`.
//!
//! The same file is found by its SHA-256 when it comes. What merely looks the same is found by the job that reads it: by
//! eight parts of its outline among all, then by the whole outline, then by its sketch.

use bson::spec::BinarySubtype;
use bson::{Binary, DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::campaigns::PictureLikeness;
use shared::id::{BrandId, DeliverableId, MetricsId, UserId};

use super::MAX_TIME;
use super::metrics::{MetricsDoc, ReuseDoc};
use crate::http::ApiResult;
use crate::infra::db::index::plain;
use crate::infra::reading::{Fingerprint, Likeness, Sketch};

/// Outlines that are compared at most.
const MOST_OUTLINES: i64 = 20_000;
/// Sketches that are compared at most.
const MOST_SKETCHES: i64 = 200;

/// One picture.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct PictureDoc {
    #[serde(rename = "_id")]
    id: MetricsId,
    deliverable_id: DeliverableId,
    brand_id: BrandId,
    user_id: UserId,
    sha256: String,
    /// What follows is there once the picture was decoded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outline: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bands: Option<Vec<i32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sketch: Option<Binary>,
    at: DateTime,
}

/// What of a picture is compared first.
#[derive(Debug, Deserialize)]
struct OutlineDoc {
    #[serde(rename = "_id")]
    id: MetricsId,
    outline: i64,
}

impl PictureDoc {
    fn to_reuse(&self, likeness: PictureLikeness) -> ReuseDoc {
        let Self { deliverable_id, brand_id, user_id, .. } = *self;
        ReuseDoc { likeness, deliverable_id, brand_id, user_id }
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        let sketch = Sketch::from_bytes(self.sketch.as_ref()?.bytes.clone())?;
        Some(Fingerprint { sha256: self.sha256.clone(), outline: self.outline?.cast_unsigned(), sketch })
    }
}

fn collection<T: Send + Sync>(database: &Database) -> Collection<T> {
    database.collection("campaign_pictures")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection::<PictureDoc>(database)
        .create_indexes([
            plain(doc! { "sha256": 1, "_id": 1 }),
            plain(doc! { "bands": 1, "_id": -1, "outline": 1 }),
            plain(doc! { "user_id": 1 }),
        ])
        .await
        .map(|_| ())
}

/// Keeps the picture of some figures.
pub async fn insert(
    database: &Database,
    session: &mut ClientSession,
    metrics: &MetricsDoc,
    now: Timestamp,
) -> ApiResult<()> {
    let picture = PictureDoc {
        id: metrics.id,
        deliverable_id: metrics.deliverable_id,
        brand_id: metrics.brand_id,
        user_id: metrics.user_id,
        sha256: metrics.sha256.clone(),
        outline: None,
        bands: None,
        sketch: None,
        at: DateTime::from_jiff(now),
    };
    collection(database).insert_one(picture).session(session).await?;
    Ok(())
}

/// Where the same file was used first, before the figures of that id.
pub async fn same_file(database: &Database, sha256: &str, before: MetricsId) -> ApiResult<Option<ReuseDoc>> {
    let filter = doc! { "sha256": sha256, "_id": { "$lt": before.to_string() } };
    let pictures = collection::<PictureDoc>(database);
    let found = pictures.find_one(filter).sort(doc! { "_id": 1 }).max_time(MAX_TIME).await?;
    Ok(found.map(|picture| picture.to_reuse(PictureLikeness::SameFile)))
}

/// Keeps by what a picture is recognised.
pub async fn complete(database: &Database, id: MetricsId, print: &Fingerprint) -> ApiResult<()> {
    let set = doc! {
        "outline": print.outline.cast_signed(),
        "bands": bands(print),
        "sketch": Binary { subtype: BinarySubtype::Generic, bytes: print.sketch.bytes().to_vec() },
    };
    collection::<PictureDoc>(database)
        .update_one(doc! { "_id": id.to_string() }, doc! { "$set": set })
        .await?;
    Ok(())
}

fn bands(print: &Fingerprint) -> Vec<i32> {
    print.bands().into_iter().map(i32::from).collect()
}

/// Where a picture that looks the same was used, before the figures of that id. Of very many that are alike only
/// so many are compared.
pub async fn alike(
    database: &Database,
    before: MetricsId,
    print: &Fingerprint,
) -> ApiResult<Option<ReuseDoc>> {
    let filter = doc! { "bands": { "$in": bands(print) }, "_id": { "$lt": before.to_string() } };
    let outlines = collection::<OutlineDoc>(database);
    let found = outlines.find(filter).projection(doc! { "outline": 1 }).limit(MOST_OUTLINES);
    let mut found = found.max_time(MAX_TIME).await?;
    let mut close = Vec::new();
    while let Some(other) = found.try_next().await? {
        if print.may_look_like(other.outline.cast_unsigned()) {
            close.push(other.id.to_string());
        }
    }
    if close.is_empty() {
        return Ok(None);
    }
    let pictures = collection::<PictureDoc>(database);
    let sketches =
        pictures.find(doc! { "_id": { "$in": close } }).sort(doc! { "_id": 1 }).limit(MOST_SKETCHES);
    let mut sketches = sketches.max_time(MAX_TIME).await?;
    while let Some(other) = sketches.try_next().await? {
        let likeness = other.fingerprint().map(|of_other| print.likeness(&of_other));
        match likeness {
            Some(Likeness::Same) => return Ok(Some(other.to_reuse(PictureLikeness::SameFile))),
            Some(Likeness::LooksTheSame) => return Ok(Some(other.to_reuse(PictureLikeness::LooksTheSame))),
            Some(Likeness::Different) | None => {}
        }
    }
    Ok(None)
}

/// Forgets the picture of figures that were discarded: who sends it again uses it for the first time.
pub async fn remove(database: &Database, session: &mut ClientSession, id: MetricsId) -> ApiResult<()> {
    collection::<PictureDoc>(database).delete_one(doc! { "_id": id.to_string() }).session(session).await?;
    Ok(())
}

/// Forgets every picture of a person.
pub async fn forget(database: &Database, user: UserId) -> ApiResult<()> {
    collection::<PictureDoc>(database).delete_many(doc! { "user_id": user.to_string() }).await?;
    Ok(())
}
