//! `users`: one document per account. Shard key: `_id`; the unique index on `email` would then become a collection of
//! reserved addresses.

use bson::{DateTime, doc};
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{Locale, Me, Permission, Role, UserStatus};

use super::{MAX_TIME, is_duplicate};
use crate::http::{ApiError, ApiResult};

/// Devices of one account that are remembered.
const MAX_DEVICES: i32 = 10;

/// One account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UserDoc {
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Lower case; unique.
    pub email: String,
    pub email_verified: bool,
    pub password_hash: String,
    pub must_change_password: bool,
    pub first_name: String,
    pub last_name: String,
    pub roles: Vec<Role>,
    pub permissions: Vec<Permission>,
    pub status: UserStatus,
    pub locale: Locale,
    pub level: u8,
    pub total_points: u64,
    pub current_streak: u32,
    pub longest_streak: u32,
    pub conversion_credits: u64,
    /// Digests of the marks of devices that signed in, newest last.
    #[serde(default)]
    pub devices: Vec<String>,
    /// Words that a search may begin with.
    #[serde(default)]
    pub search: Vec<String>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub last_sign_in_at: Option<DateTime>,
    pub revision: u32,
}

impl UserDoc {
    /// The account as its owner sees it.
    pub fn to_me(&self) -> Me {
        Me {
            id: self.id,
            email: self.email.clone(),
            email_verified: self.email_verified,
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            roles: self.roles.clone(),
            permissions: self.permissions.clone(),
            locale: self.locale,
            must_change_password: self.must_change_password,
            level: self.level,
            total_points: self.total_points,
            current_streak: self.current_streak,
            longest_streak: self.longest_streak,
            conversion_credits: self.conversion_credits,
            created_at: self.created_at.to_jiff(),
        }
    }
}

fn collection(database: &Database) -> Collection<UserDoc> {
    database.collection("users")
}

/// The account of that id.
pub async fn by_id(database: &Database, id: UserId) -> ApiResult<Option<UserDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The account of that address, in lower case.
pub async fn by_email(database: &Database, email: &str) -> ApiResult<Option<UserDoc>> {
    Ok(collection(database).find_one(doc! { "email": email }).max_time(MAX_TIME).await?)
}

/// Adds an account.
///
/// # Errors
/// [`ErrorCode::EmailTaken`] when there is one with that address.
pub async fn insert(database: &Database, session: &mut ClientSession, user: &UserDoc) -> ApiResult<()> {
    match collection(database).insert_one(user).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ApiError::new(ErrorCode::EmailTaken).cause(error)),
        other => Ok(other.map(|_| ())?),
    }
}

/// Notes that somebody signed in: when, from which device, and with which hash if the stored one was outdated.
pub async fn note_sign_in(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    at: Timestamp,
    device: &str,
    new_hash: Option<String>,
) -> ApiResult<()> {
    let mut set = doc! { "last_sign_in_at": DateTime::from_jiff(at) };
    if let Some(hash) = new_hash {
        set.insert("password_hash", hash);
    }
    let id = doc! { "_id": user.to_string() };
    collection(database)
        .update_one(id.clone(), doc! { "$set": set, "$pull": { "devices": device } })
        .session(&mut *session)
        .await?;
    let push = doc! { "$push": { "devices": { "$each": [device], "$slice": -MAX_DEVICES } } };
    collection(database).update_one(id, push).session(session).await?;
    Ok(())
}
