//! `brand_members`: one document for each brand and each person who works in it. Shard key: `{ brand_id: 1 }`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::brands::BrandRole;
use shared::error::ErrorCode;
use shared::id::{BrandId, UserId};

use super::MAX_TIME;
use crate::http::ApiResult;

/// The most members of one brand.
pub const MOST: u64 = 200;
/// Members of one brand that are listed: all of them.
const MAX_LISTED: i64 = 200;
/// Brands of one person that are listed.
const MAX_BRANDS: i64 = 200;

/// One person in one brand.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MemberDoc {
    /// `<brand>:<user>`.
    #[serde(rename = "_id")]
    pub id: String,
    pub brand_id: BrandId,
    pub user_id: UserId,
    pub role: BrandRole,
    pub since: DateTime,
    /// The brand is in the trash: they work there no more, unless it is brought back.
    #[serde(default)]
    pub in_trash: bool,
}

impl MemberDoc {
    /// Somebody who works in a brand from now on.
    pub fn new(brand: BrandId, user: UserId, role: BrandRole, now: Timestamp) -> Self {
        let since = DateTime::from_jiff(now);
        Self { id: key(brand, user), brand_id: brand, user_id: user, role, since, in_trash: false }
    }
}

fn key(brand: BrandId, user: UserId) -> String {
    format!("{brand}:{user}")
}

/// The collection.
pub fn collection(database: &Database) -> Collection<MemberDoc> {
    database.collection("brand_members")
}

/// Adds a member.
pub async fn insert(database: &Database, session: &mut ClientSession, member: &MemberDoc) -> ApiResult<()> {
    collection(database).insert_one(member).session(session).await?;
    Ok(())
}

/// What somebody is in a brand, even if it is in the trash.
pub async fn find(database: &Database, brand: BrandId, user: UserId) -> ApiResult<Option<MemberDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key(brand, user) }).max_time(MAX_TIME).await?)
}

/// The same, read inside the transaction.
pub async fn find_within(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    user: UserId,
) -> ApiResult<Option<MemberDoc>> {
    Ok(collection(database).find_one(doc! { "_id": key(brand, user) }).session(session).await?)
}

/// Who works in a brand, the longest there first.
pub async fn of_brand(database: &Database, brand: BrandId) -> ApiResult<Vec<MemberDoc>> {
    let members = collection(database);
    let found = members.find(doc! { "brand_id": brand.to_string() }).sort(doc! { "since": 1 });
    Ok(found.limit(MAX_LISTED).max_time(MAX_TIME).await?.try_collect().await?)
}

/// The same, read inside the transaction.
pub async fn of_brand_within(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
) -> ApiResult<Vec<MemberDoc>> {
    let members = collection(database);
    let found = members.find(doc! { "brand_id": brand.to_string() }).sort(doc! { "since": 1 });
    let mut found = found.limit(MAX_LISTED).session(&mut *session).await?;
    let all = found.stream(session).try_collect().await?;
    Ok(all)
}

/// In which brands somebody works, the latest first, those in the trash among them.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<MemberDoc>> {
    let members = collection(database);
    let found = members.find(doc! { "user_id": user.to_string() }).sort(doc! { "since": -1 });
    Ok(found.limit(MAX_BRANDS).max_time(MAX_TIME).await?.try_collect().await?)
}

/// How many work in a brand, counted inside the transaction.
pub async fn count(database: &Database, session: &mut ClientSession, brand: BrandId) -> ApiResult<u64> {
    let filter = doc! { "brand_id": brand.to_string() };
    Ok(collection(database).count_documents(filter).session(session).await?)
}

/// In how many brands somebody works, counted inside the transaction.
pub async fn count_of_user(database: &Database, session: &mut ClientSession, user: UserId) -> ApiResult<u64> {
    let filter = doc! { "user_id": user.to_string() };
    Ok(collection(database).count_documents(filter).session(session).await?)
}

/// Gives somebody another role, if they have still the one that is expected.
///
/// # Errors
/// [`ErrorCode::Conflict`] when they have another one by now.
pub async fn set_role(
    database: &Database,
    session: &mut ClientSession,
    member: &MemberDoc,
    role: BrandRole,
) -> ApiResult<()> {
    let filter = doc! { "_id": &member.id, "role": member.role.as_str() };
    let set = doc! { "$set": { "role": role.as_str() } };
    let changed = collection(database).update_one(filter, set).session(session).await?;
    if changed.matched_count == 1 { Ok(()) } else { Err(ErrorCode::Conflict.into()) }
}

/// Removes somebody, if they have still the role that is expected.
///
/// # Errors
/// [`ErrorCode::Conflict`] when they have another one by now.
pub async fn remove(database: &Database, session: &mut ClientSession, member: &MemberDoc) -> ApiResult<()> {
    let filter = doc! { "_id": &member.id, "role": member.role.as_str() };
    let removed = collection(database).delete_one(filter).session(session).await?;
    if removed.deleted_count == 1 { Ok(()) } else { Err(ErrorCode::Conflict.into()) }
}

/// Notes at every member that the brand is in the trash, or not any more.
pub async fn set_in_trash(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    in_trash: bool,
) -> ApiResult<()> {
    let set = doc! { "$set": { "in_trash": in_trash } };
    collection(database).update_many(doc! { "brand_id": brand.to_string() }, set).session(session).await?;
    Ok(())
}

/// Removes everybody from a brand.
pub async fn remove_all(database: &Database, session: &mut ClientSession, brand: BrandId) -> ApiResult<()> {
    collection(database).delete_many(doc! { "brand_id": brand.to_string() }).session(session).await?;
    Ok(())
}
