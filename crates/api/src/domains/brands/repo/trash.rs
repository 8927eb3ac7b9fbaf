//! Brands in the trash, in `brands` and `brand_members`.

use bson::{DateTime, doc};
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Database};
use shared::brands::BrandState;
use shared::id::BrandId;

use super::brands::{collection, standing};
use super::document::{BrandDoc, TrashedDoc};
use super::members;
use crate::http::ApiResult;

/// Throws an open brand away, and has its members work there no more. Gives the brand as it is then; `None` when it is not
/// open.
pub async fn put(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    trashed: TrashedDoc,
) -> ApiResult<Option<BrandDoc>> {
    let trashed_doc = doc! { "at": trashed.at, "by": trashed.by.to_string(), "by_staff": trashed.by_staff };
    let change = doc! {
        "$set": { "state": BrandState::Trashed.as_str(), "trashed": trashed_doc, "updated_at": trashed.at },
    };
    let brands = collection(database);
    let updated = brands.find_one_and_update(standing(brand, BrandState::Open), change);
    let updated = updated.return_document(ReturnDocument::After).session(&mut *session).await?;
    if updated.is_some() {
        members::set_in_trash(database, session, brand, true).await?;
    }
    Ok(updated)
}

/// Brings a brand back, with its members. Gives the brand as it was in the trash; `None` when it is not there.
pub async fn take_back(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    at: DateTime,
) -> ApiResult<Option<BrandDoc>> {
    let change = doc! {
        "$set": { "state": BrandState::Open.as_str(), "updated_at": at },
        "$unset": { "trashed": "" },
    };
    let brands = collection(database);
    let updated = brands.find_one_and_update(standing(brand, BrandState::Trashed), change);
    let updated = updated.return_document(ReturnDocument::Before).session(&mut *session).await?;
    if updated.is_some() {
        members::set_in_trash(database, session, brand, false).await?;
    }
    Ok(updated)
}

/// Holds a brand that was thrown away at that instant still until the transaction ends; `None` when it was brought back,
/// or thrown away again later.
pub async fn hold(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    trashed_at: DateTime,
) -> ApiResult<Option<BrandDoc>> {
    let mut filter = standing(brand, BrandState::Trashed);
    filter.insert("trashed.at", trashed_at);
    let brands = collection(database);
    let touched = brands.find_one_and_update(filter, doc! { "$inc": { "held": 1_i64 } });
    Ok(touched.session(session).await?)
}
