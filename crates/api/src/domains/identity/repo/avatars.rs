//! The picture of an account, in `users`.

use bson::{DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::id::{MediaId, UserId};
use shared::identity::Avatar;

use super::users::UserDoc;
use crate::http::{ApiError, ApiResult};

fn users(database: &Database) -> Collection<UserDoc> {
    database.collection("users")
}

fn changed(mut set: Document, unset: Document, at: Timestamp) -> Document {
    set.insert("updated_at", DateTime::from_jiff(at));
    let mut change = doc! { "$set": set, "$inc": { "revision": 1 } };
    if !unset.is_empty() {
        change.insert("$unset", unset);
    }
    change
}

/// Notes which picture is being prepared.
pub async fn expect(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    picture: MediaId,
    at: Timestamp,
) -> ApiResult<()> {
    let set = doc! { "profile.avatar_pending": picture.to_string() };
    let filter = doc! { "_id": user.to_string() };
    users(database).update_one(filter, changed(set, doc! {}, at)).session(session).await?;
    Ok(())
}

/// Shows a picture that is ready now, if it is still the one that is expected. Gives the account as it was before.
pub async fn show_expected(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    picture: MediaId,
    at: Timestamp,
) -> ApiResult<Option<UserDoc>> {
    let avatar = bson::serialize_to_bson(&Avatar::Upload { id: picture }).map_err(ApiError::internal)?;
    let change = changed(doc! { "profile.avatar": avatar }, doc! { "profile.avatar_pending": "" }, at);
    let filter = doc! { "_id": user.to_string(), "profile.avatar_pending": picture.to_string() };
    let users = users(database);
    let updated = users.find_one_and_update(filter, change).return_document(ReturnDocument::Before);
    Ok(updated.session(session).await?)
}

/// Expects a picture no longer: nothing came of it.
pub async fn give_up(database: &Database, user: UserId, picture: MediaId, at: Timestamp) -> ApiResult<()> {
    let filter = doc! { "_id": user.to_string(), "profile.avatar_pending": picture.to_string() };
    let change = changed(doc! {}, doc! { "profile.avatar_pending": "" }, at);
    users(database).update_one(filter, change).await?;
    Ok(())
}

/// Shows this picture, or none, whatever was expected. Gives the account as it is then.
pub async fn choose(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    avatar: Option<&Avatar>,
    at: Timestamp,
) -> ApiResult<Option<UserDoc>> {
    let mut unset = doc! { "profile.avatar_pending": "" };
    let mut set = doc! {};
    match avatar {
        Some(avatar) => {
            set.insert("profile.avatar", bson::serialize_to_bson(avatar).map_err(ApiError::internal)?);
        }
        None => drop(unset.insert("profile.avatar", "")),
    }
    let users = users(database);
    let updated = users.find_one_and_update(doc! { "_id": user.to_string() }, changed(set, unset, at));
    Ok(updated.return_document(ReturnDocument::After).session(session).await?)
}
