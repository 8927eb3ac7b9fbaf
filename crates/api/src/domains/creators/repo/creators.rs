//! `creators`: one document per creator.

use bson::{Bson, DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::error::ErrorCode;
use shared::id::{CreatorId, MediaId, UserId};
use shared::stars::StarCounts;

use super::document::CreatorDoc;
use crate::http::{ApiError, ApiResult};
use crate::infra::db::{MAX_TIME, is_duplicate};

/// The collection.
pub fn collection(database: &Database) -> Collection<CreatorDoc> {
    database.collection("creators")
}

/// Adds a creator.
///
/// # Errors
/// [`ErrorCode::CreatorExists`] when the account has one.
pub async fn insert(database: &Database, session: &mut ClientSession, creator: &CreatorDoc) -> ApiResult<()> {
    match collection(database).insert_one(creator).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::CreatorExists.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// The creator of that id.
pub async fn by_id(database: &Database, id: CreatorId) -> ApiResult<Option<CreatorDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The creator that an account is.
pub async fn by_user(database: &Database, user: UserId) -> ApiResult<Option<CreatorDoc>> {
    Ok(collection(database).find_one(doc! { "user_id": user.to_string() }).max_time(MAX_TIME).await?)
}

/// The creator whose kit has that handle, in lower case.
pub async fn by_handle(database: &Database, handle: &str) -> ApiResult<Option<CreatorDoc>> {
    Ok(collection(database).find_one(doc! { "profile.handle": handle }).max_time(MAX_TIME).await?)
}

/// Whether somebody else's kit has that handle, in lower case.
pub async fn has_handle(database: &Database, handle: &str, except: CreatorId) -> ApiResult<bool> {
    let filter = doc! { "profile.handle": handle, "_id": { "$ne": except.to_string() } };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.is_some())
}

/// The first of these keys of accounts that is verified as somebody else's.
pub async fn verified_elsewhere(
    database: &Database,
    keys: &[String],
    except: CreatorId,
) -> ApiResult<Option<String>> {
    let filter = doc! { "verified": { "$in": keys }, "_id": { "$ne": except.to_string() } };
    let found = collection(database).find_one(filter).max_time(MAX_TIME).await?;
    Ok(found.and_then(|found| keys.iter().find(|key| found.verified.contains(*key)).cloned()))
}

/// Makes of a creator what is wished, if it is still as `before` was read. Only what differs is written, so that what
/// others count beside it (deliveries) stays.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster, or another creator has the handle or a verified account.
pub async fn turn_into(
    database: &Database,
    session: &mut ClientSession,
    before: &CreatorDoc,
    wished: &CreatorDoc,
    at: Timestamp,
) -> ApiResult<CreatorDoc> {
    let document = |creator: &CreatorDoc| bson::serialize_to_document(creator).map_err(ApiError::internal);
    let (old, new) = (document(before)?, document(wished)?);
    let mut set: Document =
        new.iter().filter(|(key, value)| old.get(*key) != Some(*value)).map(owned).collect();
    let unset: Document = old.iter().filter(|(key, _)| !new.contains_key(*key)).map(owned).collect();
    set.insert("updated_at", DateTime::from_jiff(at));
    let mut change = doc! { "$set": set, "$inc": { "revision": 1 } };
    if !unset.is_empty() {
        change.insert("$unset", unset);
    }
    let filter = doc! { "_id": before.id.to_string(), "revision": before.revision };
    let creators = collection(database);
    let updated = creators.find_one_and_update(filter, change).return_document(ReturnDocument::After);
    updated.session(session).await?.ok_or_else(|| ErrorCode::Conflict.into())
}

fn owned((key, value): (&String, &Bson)) -> (String, Bson) {
    (key.clone(), value.clone())
}

/// Shows a picture of the portfolio from now on. Gives the creator as they are then; `None` when no item waits for it.
/// It counts as a change, so that nobody writes an older portfolio over it.
pub async fn picture_is_ready(
    database: &Database,
    session: &mut ClientSession,
    id: CreatorId,
    picture: MediaId,
    at: Timestamp,
) -> ApiResult<Option<CreatorDoc>> {
    let waits = doc! { "$elemMatch": { "picture": picture.to_string(), "ready": false } };
    let filter = doc! { "_id": id.to_string(), "profile.portfolio": waits };
    let set = doc! { "profile.portfolio.$.ready": true, "updated_at": DateTime::from_jiff(at) };
    let creators = collection(database);
    let change = doc! { "$set": set, "$inc": { "revision": 1 } };
    let updated = creators.find_one_and_update(filter, change).return_document(ReturnDocument::After);
    Ok(updated.session(session).await?)
}

/// Takes a picture out of the portfolio of which nothing came.
pub async fn drop_picture(
    database: &Database,
    id: CreatorId,
    picture: MediaId,
    at: Timestamp,
) -> ApiResult<()> {
    let filter = doc! { "_id": id.to_string(), "profile.portfolio.picture": picture.to_string() };
    let change = doc! {
        "$pull": { "profile.portfolio": { "picture": picture.to_string() } },
        "$set": { "updated_at": DateTime::from_jiff(at) },
        "$inc": { "revision": 1 },
    };
    collection(database).update_one(filter, change).await?;
    Ok(())
}

/// Counts one delivery. Of who is no creator any more nothing is counted.
pub async fn count_delivery(
    database: &Database,
    session: &mut ClientSession,
    id: CreatorId,
    on_time: bool,
) -> ApiResult<()> {
    let field = if on_time { "deliveries.on_time" } else { "deliveries.late" };
    let count = doc! { "$inc": { field: 1 } };
    collection(database).update_one(doc! { "_id": id.to_string() }, count).session(session).await?;
    Ok(())
}

/// Changes what ratings add up to. Of who is no creator any more nothing is counted.
pub async fn count_rating(
    database: &Database,
    session: &mut ClientSession,
    id: CreatorId,
    change: StarCounts,
) -> ApiResult<()> {
    let StarCounts { ratings, marks, stars } = change;
    let count =
        doc! { "$inc": { "ratings.ratings": ratings, "ratings.marks": marks, "ratings.stars": stars } };
    collection(database).update_one(doc! { "_id": id.to_string() }, count).session(session).await?;
    Ok(())
}

/// Removes a creator who still lies in the trash since that instant. Gives them as they were; `None` when they were
/// brought back, or are gone already.
pub async fn remove_thrown_away(
    database: &Database,
    session: &mut ClientSession,
    id: CreatorId,
    since: DateTime,
) -> ApiResult<Option<CreatorDoc>> {
    let filter = doc! { "_id": id.to_string(), "trash.at": since };
    Ok(collection(database).find_one_and_delete(filter).session(session).await?)
}

/// Removes a creator; again changes nothing.
pub async fn remove(database: &Database, id: CreatorId) -> ApiResult<()> {
    collection(database).delete_one(doc! { "_id": id.to_string() }).await?;
    Ok(())
}
