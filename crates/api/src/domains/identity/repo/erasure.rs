//! Closing an account, and taking the person out of it. What these do may be done again without harm.

use bson::{DateTime, Document, doc};
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use shared::id::UserId;

use super::users::UserDoc;
use crate::http::ApiResult;

fn users(database: &Database) -> Collection<UserDoc> {
    database.collection("users")
}

/// Takes the wish to be erased back; `false` when it has begun.
pub async fn cancel(database: &Database, session: &mut ClientSession, user: UserId) -> ApiResult<bool> {
    let filter = doc! { "_id": user.to_string(), "closing.begun": false };
    let change = doc! { "$unset": { "closing": "" }, "$inc": { "revision": 1 } };
    Ok(users(database).update_one(filter, change).session(session).await?.matched_count == 1)
}

/// Begins, if the person still wishes it and the time has come. Nobody signs in from then on. Gives the account, also
/// when an earlier run has begun.
pub async fn begin(database: &Database, user: UserId, now: Timestamp) -> ApiResult<Option<UserDoc>> {
    let filter = doc! { "_id": user.to_string(), "closing.erase_at": { "$lte": DateTime::from_jiff(now) } };
    let change = doc! { "$set": { "closing.begun": true, "status": "suspended" }, "$inc": { "revision": 1 } };
    Ok(users(database).find_one_and_update(filter, change).return_document(ReturnDocument::After).await?)
}

/// Removes what the domain holds of a person beside the account itself. `digests` are those of the addresses, by
/// which tries are counted.
pub async fn remove_traces(database: &Database, user: UserId, digests: &[String]) -> ApiResult<()> {
    let theirs = doc! { "user_id": user.to_string() };
    for name in [
        "sessions",
        "identity_links",
        "identity_api_keys",
        "identity_challenges",
        "identity_external",
        "identity_visits",
    ] {
        database.collection::<Document>(name).delete_many(theirs.clone()).await?;
    }
    let second_factors = database.collection::<Document>("identity_second_factors");
    second_factors.delete_one(doc! { "_id": user.to_string() }).await?;
    // Keys are made of an id or a digest, which hold nothing that a pattern would read otherwise.
    let id = user.to_string();
    let words = digests.iter().map(String::as_str).chain([id.as_str()]);
    let pattern = words.collect::<Vec<_>>().join("|");
    let tries = database.collection::<Document>("identity_throttle");
    tries.delete_many(doc! { "_id": { "$regex": pattern } }).await?;
    Ok(())
}

/// Puts the account without its person in the account's place.
pub async fn leave_id(database: &Database, erased: &UserDoc) -> ApiResult<()> {
    let filter = doc! { "_id": erased.id.to_string(), "closing.begun": true };
    users(database).replace_one(filter, erased).await?;
    Ok(())
}
