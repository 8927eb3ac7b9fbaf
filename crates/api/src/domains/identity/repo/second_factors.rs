//! `identity_second_factors`: one document per account that has or sets up a second factor. Shard key: `_id`.

use bson::spec::BinarySubtype;
use bson::{Binary, DateTime, doc};
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::UserId;

use super::{MAX_TIME, is_duplicate};
use crate::http::ApiResult;

/// One second factor.
#[derive(Clone, Serialize, Deserialize)]
pub struct SecondFactorDoc {
    #[serde(rename = "_id")]
    pub user_id: UserId,
    /// What the app and we share. It must be known as it is to compute codes, so it is no digest.
    pub totp_secret: Binary,
    /// The owner has shown a code of it: from then on it counts.
    pub confirmed: bool,
    /// The step of the last code that was used.
    pub last_step: i64,
    /// Digests of the recovery codes that are left.
    pub recovery_codes: Vec<String>,
    pub created_at: DateTime,
}

impl std::fmt::Debug for SecondFactorDoc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactorDoc").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

fn collection(database: &Database) -> Collection<SecondFactorDoc> {
    database.collection("identity_second_factors")
}

/// The second factor of an account, confirmed or not.
pub async fn find(database: &Database, user: UserId) -> ApiResult<Option<SecondFactorDoc>> {
    Ok(collection(database).find_one(doc! { "_id": user.to_string() }).max_time(MAX_TIME).await?)
}

/// Stores a secret that is to be confirmed, instead of one that never was.
///
/// # Errors
/// [`ErrorCode::Conflict`] when one is confirmed.
pub async fn begin(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    secret: &[u8],
    at: Timestamp,
) -> ApiResult<()> {
    let secret = Binary { subtype: BinarySubtype::Generic, bytes: secret.to_vec() };
    let set = doc! {
        "totp_secret": secret,
        "confirmed": false,
        "last_step": 0_i64,
        "recovery_codes": [],
        "created_at": DateTime::from_jiff(at),
    };
    // Of a confirmed one the filter finds nothing, and the unique `_id` refuses a second.
    let filter = doc! { "_id": user.to_string(), "confirmed": false };
    match collection(database).update_one(filter, doc! { "$set": set }).upsert(true).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::Conflict.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// Makes it count, and stores its recovery codes; whether it was waiting for that.
pub async fn confirm(
    database: &Database,
    session: &mut ClientSession,
    before: &SecondFactorDoc,
    step: i64,
    recovery_codes: &[String],
) -> ApiResult<bool> {
    let filter = doc! {
        "_id": before.user_id.to_string(),
        "confirmed": false,
        "totp_secret": &before.totp_secret,
    };
    let update = doc! { "$set": { "confirmed": true, "last_step": step, "recovery_codes": recovery_codes } };
    Ok(collection(database).update_one(filter, update).session(session).await?.modified_count == 1)
}

/// Uses the code of a step up; whether it was unused. One of many at once does.
pub async fn use_step(
    database: &Database,
    session: &mut ClientSession,
    before: &SecondFactorDoc,
    step: i64,
) -> ApiResult<bool> {
    let filter = doc! {
        "_id": before.user_id.to_string(),
        "confirmed": true,
        "totp_secret": &before.totp_secret,
        "last_step": { "$lt": step },
    };
    let update = doc! { "$set": { "last_step": step } };
    Ok(collection(database).update_one(filter, update).session(session).await?.modified_count == 1)
}

/// Uses a recovery code up; whether there was one. One of many at once does.
pub async fn use_recovery_code(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    code: &str,
) -> ApiResult<bool> {
    let filter = doc! { "_id": user.to_string(), "confirmed": true, "recovery_codes": code };
    let update = doc! { "$pull": { "recovery_codes": code } };
    Ok(collection(database).update_one(filter, update).session(session).await?.modified_count == 1)
}

/// Replaces the recovery codes; whether there is a second factor that counts.
pub async fn renew_recovery_codes(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    codes: &[String],
) -> ApiResult<bool> {
    let filter = doc! { "_id": user.to_string(), "confirmed": true };
    let update = doc! { "$set": { "recovery_codes": codes } };
    Ok(collection(database).update_one(filter, update).session(session).await?.matched_count == 1)
}

/// Takes the second factor away; whether one that counted was there.
pub async fn remove(database: &Database, session: &mut ClientSession, user: UserId) -> ApiResult<bool> {
    let removed =
        collection(database).find_one_and_delete(doc! { "_id": user.to_string() }).session(session).await?;
    Ok(removed.is_some_and(|removed| removed.confirmed))
}
