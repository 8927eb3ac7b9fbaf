//! `brands`: one document per brand. Shard key: `_id`; the unique index on the page's name would then become a collection
//! of reserved names.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::brands::BrandState;
use shared::error::ErrorCode;
use shared::id::BrandId;
use shared::stars::StarCounts;

use super::MAX_TIME;
use super::document::{BrandDoc, ProfileDoc};
use crate::domains::identity::names;
use crate::http::{ApiError, ApiResult};
use crate::infra::db::sought::{self, Places, Sought};
use crate::said;

/// The most brands that are read by their ids at once.
const MAX_BY_IDS: i64 = 200;

/// The brands.
pub fn collection(database: &Database) -> Collection<BrandDoc> {
    database.collection("brands")
}

/// A brand that stands there.
pub(super) fn standing(brand: BrandId, state: BrandState) -> Document {
    doc! { "_id": brand.to_string(), "state": state.as_str() }
}

/// Adds a brand.
pub async fn insert(database: &Database, session: &mut ClientSession, brand: &BrandDoc) -> ApiResult<()> {
    collection(database).insert_one(brand).session(session).await?;
    Ok(())
}

/// The brand of that id, if it is open.
pub async fn open(database: &Database, brand: BrandId) -> ApiResult<Option<BrandDoc>> {
    Ok(collection(database).find_one(standing(brand, BrandState::Open)).max_time(MAX_TIME).await?)
}

/// The same, read inside the transaction.
pub async fn open_within(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
) -> ApiResult<Option<BrandDoc>> {
    Ok(collection(database).find_one(standing(brand, BrandState::Open)).session(session).await?)
}

/// The brand of that id, wherever it stands.
pub async fn any(database: &Database, brand: BrandId) -> ApiResult<Option<BrandDoc>> {
    Ok(collection(database).find_one(doc! { "_id": brand.to_string() }).max_time(MAX_TIME).await?)
}

/// The open brand with that page, by its name in lower case.
pub async fn by_handle(database: &Database, handle: &str) -> ApiResult<Option<BrandDoc>> {
    let filter = doc! { "profile.handle": handle, "state": BrandState::Open.as_str() };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// Whether another brand than this one has that name for its page, even if it is in the trash.
pub async fn has_handle(database: &Database, handle: &str, except: BrandId) -> ApiResult<bool> {
    let filter = doc! { "profile.handle": handle, "_id": { "$ne": except.to_string() } };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.is_some())
}

/// The brands of these ids, wherever they stand, in no order.
pub async fn by_ids(database: &Database, brands: &[BrandId]) -> ApiResult<Vec<BrandDoc>> {
    let ids: Vec<String> = brands.iter().map(ToString::to_string).collect();
    let brands = collection(database);
    let found = brands.find(doc! { "_id": { "$in": ids } }).limit(MAX_BY_IDS);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Holds who works in a brand, and what it may use, still until the transaction ends: of two that change it, one waits for
/// the other and then reads again. Gives the brand.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none that is open.
pub async fn hold(database: &Database, session: &mut ClientSession, brand: BrandId) -> ApiResult<BrandDoc> {
    let held = touch(database, session, standing(brand, BrandState::Open)).await?;
    held.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such brand", "no existe esa marca"))
    })
}

/// The same for a brand that is open or in the trash; `None` when there is none.
pub async fn hold_any(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
) -> ApiResult<Option<BrandDoc>> {
    let not_closed = doc! { "_id": brand.to_string(), "state": { "$ne": BrandState::Closed.as_str() } };
    touch(database, session, not_closed).await
}

async fn touch(
    database: &Database,
    session: &mut ClientSession,
    filter: Document,
) -> ApiResult<Option<BrandDoc>> {
    let brands = collection(database);
    let touched = brands.find_one_and_update(filter, doc! { "$inc": { "held": 1_i64 } });
    Ok(touched.session(session).await?)
}

/// Makes the profile of a brand what it is wished to be, if it is still as `before` was read.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster, or another brand has the name of the page.
pub async fn turn_into(
    database: &Database,
    session: &mut ClientSession,
    before: &BrandDoc,
    wished: &ProfileDoc,
    at: Timestamp,
) -> ApiResult<BrandDoc> {
    let mut filter = standing(before.id, BrandState::Open);
    filter.insert("revision", before.revision);
    let change = doc! {
        "$set": {
            "profile": wished.to_document()?,
            "search": wished.search_words(),
            "misspelt": wished.misspelt_words(),
            "updated_at": DateTime::from_jiff(at),
        },
        "$inc": { "revision": 1_i64 },
    };
    let brands = collection(database);
    let updated = brands.find_one_and_update(filter, change);
    let updated = updated.return_document(ReturnDocument::After).session(session).await?;
    updated.ok_or_else(|| ErrorCode::Conflict.into())
}

/// The brands that stand there and whose words begin with those of `search`, newest first, after `after`; at most `count`.
pub async fn list(
    database: &Database,
    state: BrandState,
    search: Option<&str>,
    after: Option<BrandId>,
    count: usize,
) -> ApiResult<Vec<BrandDoc>> {
    let mut all = vec![doc! { "state": state.as_str() }];
    for word in names::words(search.unwrap_or_default()) {
        // Words hold no accents and no capitals, so a plain prefix is a range of the index.
        let after_all = format!("{word}\u{10FFFF}");
        all.push(doc! { "search": { "$elemMatch": { "$gte": word, "$lt": after_all } } });
    }
    if let Some(after) = after {
        all.push(doc! { "_id": { "$lt": after.to_string() } });
    }
    let brands = collection(database);
    let found = brands.find(doc! { "$and": all }).sort(doc! { "_id": -1 });
    let found = found.limit(i64::try_from(count).unwrap_or(i64::MAX)).max_time(MAX_TIME).await?;
    Ok(found.try_collect().await?)
}

/// The brands that are called like that, the best first, wherever they stand; at most `count`.
pub async fn called(database: &Database, what: &Sought, count: usize) -> ApiResult<Vec<BrandDoc>> {
    let places = Places {
        words: "search",
        words_index: doc! { "state": 1, "search": 1, "_id": -1 },
        misspelt: "misspelt",
        misspelt_index: doc! { "state": 1, "misspelt": 1, "_id": -1 },
    };
    let anywhere =
        doc! { "state": { "$in": BrandState::ALL.iter().map(|state| state.as_str()).collect::<Vec<_>>() } };
    let names = |brand: &BrandDoc| brand.search.clone();
    Ok(sought::find(&collection(database), &anywhere, &places, what, count, names).await?)
}

/// Changes what ratings add up to. It is no change of the profile.
pub async fn count_rating(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    change: StarCounts,
) -> ApiResult<()> {
    let StarCounts { ratings, marks, stars } = change;
    let count =
        doc! { "$inc": { "ratings.ratings": ratings, "ratings.marks": marks, "ratings.stars": stars } };
    collection(database).update_one(doc! { "_id": brand.to_string() }, count).session(session).await?;
    Ok(())
}

/// Closes a brand for good: the page, the contact and the logo are gone.
pub async fn close(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    at: Timestamp,
) -> ApiResult<()> {
    let at = DateTime::from_jiff(at);
    let change = doc! {
        "$set": {
            "state": BrandState::Closed.as_str(),
            "closed_at": at,
            "updated_at": at,
            "profile.contact": Document::new(),
            "profile.contact_public": false,
        },
        "$unset": { "profile.handle": "", "logo": "", "logo_pending": "", "trashed": "" },
        "$inc": { "revision": 1_i64 },
    };
    collection(database).update_one(doc! { "_id": brand.to_string() }, change).session(session).await?;
    Ok(())
}

/// Takes a person's name, address and number out of the contacts of brands.
pub async fn forget_contact(database: &Database, emails: &[String]) -> ApiResult<()> {
    let change = doc! {
        "$unset": { "profile.contact.name": "", "profile.contact.email": "", "profile.contact.phone": "" },
        "$inc": { "revision": 1_i64 },
    };
    collection(database).update_many(doc! { "profile.contact.email": { "$in": emails } }, change).await?;
    Ok(())
}
