//! The logo of a brand, in `brands`.

use bson::{DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Database};
use shared::brands::BrandState;
use shared::id::{BrandId, MediaId};

use super::brands::{collection, standing};
use super::document::BrandDoc;
use crate::http::ApiResult;

fn changed(mut set: Document, unset: Document, at: Timestamp) -> Document {
    set.insert("updated_at", DateTime::from_jiff(at));
    let mut change = doc! { "$set": set };
    if !unset.is_empty() {
        change.insert("$unset", unset);
    }
    change
}

/// Notes which picture is being prepared. Gives the brand, if it is open.
pub async fn expect(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    picture: MediaId,
    at: Timestamp,
) -> ApiResult<Option<BrandDoc>> {
    let filter = standing(brand, BrandState::Open);
    let change = changed(doc! { "logo_pending": picture.to_string() }, doc! {}, at);
    Ok(collection(database).find_one_and_update(filter, change).session(session).await?)
}

/// Shows a picture that is ready now, if it is still the one that is expected. Gives the brand as it was before.
pub async fn show_expected(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    picture: MediaId,
    at: Timestamp,
) -> ApiResult<Option<BrandDoc>> {
    let filter = doc! { "_id": brand.to_string(), "logo_pending": picture.to_string() };
    let change = changed(doc! { "logo": picture.to_string() }, doc! { "logo_pending": "" }, at);
    let brands = collection(database);
    let updated = brands.find_one_and_update(filter, change);
    Ok(updated.return_document(ReturnDocument::Before).session(session).await?)
}

/// Expects a picture no longer: nothing came of it.
pub async fn give_up(database: &Database, brand: BrandId, picture: MediaId, at: Timestamp) -> ApiResult<()> {
    let filter = doc! { "_id": brand.to_string(), "logo_pending": picture.to_string() };
    collection(database).update_one(filter, changed(doc! {}, doc! { "logo_pending": "" }, at)).await?;
    Ok(())
}

/// Shows no logo, whatever was expected. Gives the brand as it was before, if it is open.
pub async fn remove(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    at: Timestamp,
) -> ApiResult<Option<BrandDoc>> {
    let filter = standing(brand, BrandState::Open);
    let change = changed(doc! {}, doc! { "logo": "", "logo_pending": "" }, at);
    let brands = collection(database);
    let updated = brands.find_one_and_update(filter, change);
    Ok(updated.return_document(ReturnDocument::Before).session(session).await?)
}
