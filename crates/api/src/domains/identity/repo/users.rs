//! `users`: one document per account. Shard key: `_id`; the unique index on `email` would then become a collection of
//! reserved addresses.

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::{Hint, ReturnDocument};
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{Locale, Me, Permission, Role, User, UserQuery, UserStatus, UserSummary};

use super::super::rules::administration::Standing;
use super::super::rules::names::{search_words, words};
use super::super::rules::phones;
use super::profile::{Closing, FormerEmail, ProfileDoc};
use super::{MAX_TIME, is_duplicate};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::sought::{self, Places, Sought};

/// The most people that are told of something, or named, at once.
const MAX_STAFF: i64 = 200;

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
    /// Empty while there is no password: a provider opened the account.
    pub password_hash: String,
    pub must_change_password: bool,
    /// E.164.
    #[serde(default)]
    pub phone: Option<String>,
    /// Somebody came in through a provider and has given no phone number yet.
    #[serde(default)]
    pub phone_required: bool,
    /// Since when signing in asks for a second factor; what it is, stands in `identity_second_factors`.
    #[serde(default)]
    pub second_factor_since: Option<DateTime>,
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
    /// What it is found by with a letter wrong; see [`sought`].
    #[serde(default)]
    pub misspelt: Vec<String>,
    /// What the person says of themselves.
    #[serde(default)]
    pub profile: ProfileDoc,
    /// The address before this one, as long as the change can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_email: Option<FormerEmail>,
    /// Every address before this one, so that erasing the person finds them all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_emails: Vec<String>,
    /// The person asked to be erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// The person was erased; only the id is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<DateTime>,
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
            second_factor: self.second_factor_since.is_some(),
            // What the platform asks for is not stored: see `service/account`.
            second_factor_required: false,
            has_password: self.has_password(),
            phone: self.phone.as_deref().map(phones::show),
            phone_required: self.phone_required,
            avatar: self.profile.avatar.clone(),
            level: self.level,
            total_points: self.total_points,
            current_streak: self.current_streak,
            longest_streak: self.longest_streak,
            conversion_credits: self.conversion_credits,
            created_at: self.created_at.to_jiff(),
        }
    }

    /// The account as an administrator sees it.
    pub fn to_user(&self) -> User {
        User {
            id: self.id,
            email: self.email.clone(),
            email_verified: self.email_verified,
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            roles: self.roles.clone(),
            permissions: self.permissions.clone(),
            status: self.status,
            locale: self.locale,
            must_change_password: self.must_change_password,
            second_factor: self.second_factor_since.is_some(),
            created_at: self.created_at.to_jiff(),
            updated_at: self.updated_at.to_jiff(),
            last_sign_in_at: self.last_sign_in_at.map(|at| at.to_jiff()),
            revision: self.revision,
        }
    }

    /// Whether it can be entered with a password.
    pub const fn has_password(&self) -> bool {
        !self.password_hash.is_empty()
    }

    /// What an administrator decides about it.
    pub fn standing(&self) -> Standing {
        Standing { roles: self.roles.clone(), permissions: self.permissions.clone(), status: self.status }
    }

    /// What everybody may know about its owner, and so a password must not be made of.
    pub fn known_words(&self) -> [&str; 3] {
        [&self.email, &self.first_name, &self.last_name]
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<UserDoc> {
    database.collection("users")
}

fn id(user: UserId) -> Document {
    doc! { "_id": user.to_string() }
}

/// What the list shows of an account: hashes, devices and search words stay where they are.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(rename = "_id")]
    id: UserId,
    email: String,
    first_name: String,
    last_name: String,
    roles: Vec<Role>,
    status: UserStatus,
    created_at: DateTime,
    last_sign_in_at: Option<DateTime>,
}

impl From<Line> for UserSummary {
    fn from(line: Line) -> Self {
        Self {
            id: line.id,
            email: line.email,
            name: format!("{} {}", line.first_name, line.last_name).trim().to_owned(),
            roles: line.roles,
            status: line.status,
            created_at: line.created_at.to_jiff(),
            last_sign_in_at: line.last_sign_in_at.map(|at| at.to_jiff()),
        }
    }
}

/// What every request asks of its account.
#[derive(Debug, Deserialize)]
pub struct Presence {
    #[serde(rename = "_id")]
    pub id: UserId,
    pub email: String,
    pub roles: Vec<Role>,
    pub permissions: Vec<Permission>,
    pub status: UserStatus,
    pub locale: Locale,
    pub must_change_password: bool,
    #[serde(default)]
    pub phone_required: bool,
    pub second_factor_since: Option<DateTime>,
    #[serde(default)]
    pub closing: Option<Closing>,
}

/// The account of that id, as far as every request asks. Without a projection: choosing fields costs the server more than
/// the few bytes that it would save.
pub async fn presence(database: &Database, user: UserId) -> ApiResult<Option<Presence>> {
    let users = collection(database).clone_with_type::<Presence>();
    Ok(users.find_one(id(user)).max_time(MAX_TIME).await?)
}

/// The account of that id.
pub async fn by_id(database: &Database, id: UserId) -> ApiResult<Option<UserDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// The accounts of these ids, in no order. Callers bound how many they ask for.
pub async fn by_ids(database: &Database, ids: &[UserId]) -> ApiResult<Vec<UserDoc>> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let most = i64::try_from(ids.len()).unwrap_or(i64::MAX).max(1);
    let users = collection(database);
    let found = users.find(doc! { "_id": { "$in": ids } }).limit(most);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// The account of that address, in lower case.
pub async fn by_email(database: &Database, email: &str) -> ApiResult<Option<UserDoc>> {
    Ok(collection(database).find_one(doc! { "email": email }).max_time(MAX_TIME).await?)
}

/// The account of that address, read inside the transaction.
pub async fn by_email_within(
    database: &Database,
    session: &mut ClientSession,
    email: &str,
) -> ApiResult<Option<UserDoc>> {
    Ok(collection(database).find_one(doc! { "email": email }).session(session).await?)
}

/// Adds an account.
///
/// # Errors
/// [`ErrorCode::EmailTaken`] when there is one with that address, or one that may get it back.
pub async fn insert(database: &Database, session: &mut ClientSession, user: &UserDoc) -> ApiResult<()> {
    if is_reserved(database, session, &user.email, user.id, user.created_at).await? {
        return Err(ErrorCode::EmailTaken.into());
    }
    match collection(database).insert_one(user).session(session).await {
        Err(error) if is_duplicate(&error) => Err(ErrorCode::EmailTaken.into()),
        other => Ok(other.map(|_| ())?),
    }
}

/// Whether somebody other than `except` gave this address up so lately that they can have it back.
pub async fn is_reserved(
    database: &Database,
    session: &mut ClientSession,
    email: &str,
    except: UserId,
    now: DateTime,
) -> ApiResult<bool> {
    let filter = doc! {
        "former_email.email": email, "former_email.until": { "$gt": now }, "_id": { "$ne": except.to_string() },
    };
    Ok(collection(database).find_one(filter).session(session).await?.is_some())
}

/// The account with that handle, in lower case, if it is open to others.
pub async fn by_handle(database: &Database, handle: &str) -> ApiResult<Option<UserDoc>> {
    let filter = doc! { "profile.handle": handle, "status": "active", "closing": { "$exists": false } };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?)
}

/// Whether somebody else has that handle, in lower case.
pub async fn has_handle(database: &Database, handle: &str, except: UserId) -> ApiResult<bool> {
    let filter = doc! { "profile.handle": handle, "_id": { "$ne": except.to_string() } };
    Ok(collection(database).find_one(filter).max_time(MAX_TIME).await?.is_some())
}

/// Notes that somebody signed in: when, and with which hash if the stored one was outdated.
pub async fn note_sign_in(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    at: Timestamp,
    new_hash: Option<&str>,
) -> ApiResult<()> {
    let mut set = doc! { "last_sign_in_at": DateTime::from_jiff(at) };
    if let Some(hash) = new_hash {
        set.insert("password_hash", hash);
    }
    collection(database).update_one(id(user), doc! { "$set": set }).session(session).await?;
    Ok(())
}

/// Asks for a phone number before anything else, unless there is one; whether it does.
pub async fn require_phone(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
) -> ApiResult<bool> {
    let filter = doc! { "_id": user.to_string(), "phone": null, "phone_required": { "$ne": true } };
    let set = doc! { "$set": { "phone_required": true } };
    Ok(collection(database).update_one(filter, set).session(session).await?.matched_count == 1)
}

/// Replaces an outdated hash of the same password.
pub async fn rehash(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    hash: &str,
) -> ApiResult<()> {
    let update = doc! { "$set": { "password_hash": hash } };
    collection(database).update_one(id(user), update).session(session).await?;
    Ok(())
}

/// Remembers a device by the digest of its mark, as the one that signed in last.
pub async fn remember_device(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    device: &str,
) -> ApiResult<()> {
    let users = collection(database);
    users.update_one(id(user), doc! { "$pull": { "devices": device } }).session(&mut *session).await?;
    let push = doc! { "$push": { "devices": { "$each": [device], "$slice": -MAX_DEVICES } } };
    users.update_one(id(user), push).session(session).await?;
    Ok(())
}

/// Writes fields, if the account is still as `before` was read.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster.
pub async fn update(
    database: &Database,
    session: &mut ClientSession,
    before: &UserDoc,
    mut fields: Document,
    at: Timestamp,
) -> ApiResult<UserDoc> {
    fields.insert("updated_at", DateTime::from_jiff(at));
    let filter = doc! { "_id": before.id.to_string(), "revision": before.revision };
    let change = doc! { "$set": fields, "$inc": { "revision": 1 } };
    let users = collection(database);
    let updated = users.find_one_and_update(filter, change).return_document(ReturnDocument::After);
    updated.session(session).await?.ok_or_else(|| ErrorCode::Conflict.into())
}

/// Makes of an account what it is wished to be, if it is still as `before` was read. Only what differs is written, so
/// that what others note beside it (a sign-in, a device) stays.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody else was faster, or another account has the address or the handle.
pub async fn turn_into(
    database: &Database,
    session: &mut ClientSession,
    before: &UserDoc,
    wished: &UserDoc,
    at: Timestamp,
) -> ApiResult<UserDoc> {
    let document = |user: &UserDoc| bson::serialize_to_document(user).map_err(ApiError::internal);
    let (old, new) = (document(before)?, document(wished)?);
    let set: Document = new.iter().filter(|(key, value)| old.get(*key) != Some(*value)).map(owned).collect();
    let unset: Document = old.iter().filter(|(key, _)| !new.contains_key(*key)).map(owned).collect();
    let mut change = doc! { "$set": set, "$inc": { "revision": 1 } };
    if let Ok(set) = change.get_document_mut("$set") {
        set.insert("updated_at", DateTime::from_jiff(at));
    }
    if !unset.is_empty() {
        change.insert("$unset", unset);
    }
    let filter = doc! { "_id": before.id.to_string(), "revision": before.revision };
    let users = collection(database);
    let updated = users.find_one_and_update(filter, change).return_document(ReturnDocument::After);
    updated.session(session).await?.ok_or_else(|| ErrorCode::Conflict.into())
}

fn owned((key, value): (&String, &bson::Bson)) -> (String, bson::Bson) {
    (key.clone(), value.clone())
}

/// Lets an account act as something too, if it does not yet. It counts as a change only then.
pub async fn add_role(
    database: &Database,
    session: &mut ClientSession,
    user: UserId,
    role: Role,
    at: Timestamp,
) -> ApiResult<()> {
    let role = bson::serialize_to_bson(&role).map_err(ApiError::internal)?;
    let filter = doc! { "_id": user.to_string(), "roles": { "$ne": role.clone() } };
    let change = doc! {
        "$push": { "roles": role }, "$set": { "updated_at": DateTime::from_jiff(at) }, "$inc": { "revision": 1 },
    };
    collection(database).update_one(filter, change).session(session).await?;
    Ok(())
}

/// Whether an active account other than this one gives and takes rights. Read inside the transaction.
pub async fn another_manages(
    database: &Database,
    session: &mut ClientSession,
    except: Option<UserId>,
) -> ApiResult<bool> {
    let mut filter = doc! {
        "roles": "admin", "status": "active", "permissions": "manage_users", "closing": { "$exists": false },
    };
    if let Some(except) = except {
        filter.insert("_id", doc! { "$ne": except.to_string() });
    }
    Ok(collection(database).find_one(filter).session(session).await?.is_some())
}

/// The active administrators with a permission.
pub async fn with_permission(database: &Database, permission: Permission) -> ApiResult<Vec<UserDoc>> {
    let permission = bson::serialize_to_bson(&permission).map_err(ApiError::internal)?;
    let filter = doc! {
        "roles": "admin", "status": "active", "permissions": permission, "closing": { "$exists": false },
    };
    let found = collection(database).find(filter).limit(MAX_STAFF).max_time(MAX_TIME).await?;
    Ok(found.try_collect().await?)
}

/// A hash of the old platform, if there is one left.
pub async fn any_old_hash(database: &Database) -> ApiResult<Option<String>> {
    let filter = doc! { "password_hash": { "$gte": "$2", "$lt": "$3" } };
    let found = collection(database).find_one(filter).max_time(MAX_TIME).await?;
    Ok(found.map(|user| user.password_hash))
}

/// The accounts that are called like that, the best first; at most `count`.
pub async fn called(database: &Database, what: &Sought, count: usize) -> ApiResult<Vec<UserSummary>> {
    let places = Places {
        words: "search",
        words_index: doc! { "search": 1, "_id": -1 },
        misspelt: "misspelt",
        misspelt_index: doc! { "misspelt": 1, "_id": -1 },
    };
    let users = collection(database).clone_with_type::<Line>();
    let names = |line: &Line| search_words(&line.email, &line.first_name, &line.last_name);
    let found = sought::find(&users, &doc! {}, &places, what, count, names).await?;
    Ok(found.into_iter().map(UserSummary::from).collect())
}

/// So many accounts were opened on a day.
#[derive(Debug, Deserialize)]
pub struct OfDay {
    /// `2026-11-21`.
    #[serde(rename = "_id")]
    pub day: String,
    pub count: i64,
}

/// The accounts that were opened since then, by the day in that zone. On the index alone.
pub async fn opened_by_day(database: &Database, since: Timestamp, zone: &str) -> ApiResult<Vec<OfDay>> {
    let day = doc! { "$dateToString": { "date": "$created_at", "format": "%Y-%m-%d", "timezone": zone } };
    let pipeline = [
        doc! { "$match": { "created_at": { "$gte": DateTime::from_jiff(since) } } },
        doc! { "$group": { "_id": day, "count": { "$sum": 1_i64 } } },
    ];
    let users = collection(database).clone_with_type::<Document>();
    let found = users.aggregate(pipeline).hint(Hint::Keys(doc! { "created_at": 1 })).max_time(MAX_TIME);
    Ok(found.with_type::<OfDay>().await?.try_collect().await?)
}

/// The accounts that `query` asks for, newest first, after `after`; at most `count`.
pub async fn list(
    database: &Database,
    query: &UserQuery,
    after: Option<UserId>,
    count: usize,
) -> ApiResult<Vec<UserSummary>> {
    let mut all = Vec::new();
    for word in words(query.search.as_deref().unwrap_or_default()) {
        // Words hold no accents and no capitals, so a plain prefix is a range of the index.
        let after_all = format!("{word}\u{10FFFF}");
        all.push(doc! { "search": { "$elemMatch": { "$gte": word, "$lt": after_all } } });
    }
    if let Some(role) = query.role {
        all.push(doc! { "roles": bson::serialize_to_bson(&role).map_err(ApiError::internal)? });
    }
    if let Some(status) = query.status {
        all.push(doc! { "status": bson::serialize_to_bson(&status).map_err(ApiError::internal)? });
    }
    if let Some(after) = after {
        all.push(doc! { "_id": { "$lt": after.to_string() } });
    }
    let filter = if all.is_empty() {
        doc! {}
    } else {
        doc! { "$and": all }
    };
    let users = collection(database).clone_with_type::<Line>();
    let found = users.find(filter).sort(doc! { "_id": -1 }).limit(i64::try_from(count).unwrap_or(i64::MAX));
    let found = found.projection(doc! {
        "email": 1, "first_name": 1, "last_name": 1, "roles": 1, "status": 1, "created_at": 1, "last_sign_in_at": 1,
    });
    Ok(found.max_time(MAX_TIME).await?.map_ok(UserSummary::from).try_collect().await?)
}
