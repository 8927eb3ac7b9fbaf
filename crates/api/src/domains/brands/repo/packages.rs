//! `brand_packages`: one document per package, with the deliveries of each of its months. Shard key: `{ brand_id: 1 }`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::brands::{BrandPackage, PackageMonth, PackagePlan, PackageState, UseAlert};
use shared::error::ErrorCode;
use shared::id::{BrandId, PackageId, UserId};

use super::super::rules::months;
use super::MAX_TIME;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// The packages of one brand that are read: the current one and 20 before it.
const MAX_LISTED: i64 = 21;

/// One package.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PackageDoc {
    #[serde(rename = "_id")]
    pub id: PackageId,
    pub brand_id: BrandId,
    pub plan: PackagePlan,
    pub deliveries_a_month: u32,
    /// Deliveries used in each month, from its first one.
    pub used: Vec<u32>,
    pub starts_at: DateTime,
    pub ends_at: DateTime,
    /// It is the one of its brand, as long as it lasts.
    pub open: bool,
    /// The platform ended it before its last month was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime>,
    pub granted_by: UserId,
}

impl PackageDoc {
    /// How many months it has.
    pub fn months(&self) -> u32 {
        u32::try_from(self.used.len()).unwrap_or(u32::MAX)
    }

    /// How many deliveries one of its months, counted from 0, has used.
    pub fn used_in(&self, month: u32) -> u32 {
        usize::try_from(month).ok().and_then(|month| self.used.get(month)).copied().unwrap_or_default()
    }

    /// Whether it can be used.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.open && now < self.ends_at.to_jiff()
    }

    /// Which of its months it is, counted from 0; `None` when it cannot be used.
    pub fn month_at(&self, now: Timestamp) -> ApiResult<Option<u32>> {
        if !self.is_running(now) {
            return Ok(None);
        }
        months::month_at(self.starts_at.to_jiff(), self.months(), now).map_err(ApiError::internal)
    }

    /// The package with its use.
    pub fn to_dto(&self, now: Timestamp) -> ApiResult<BrandPackage> {
        let start = self.starts_at.to_jiff();
        let current = self.month_at(now)?;
        let mut months = Vec::with_capacity(self.used.len());
        for (index, used) in (0_u32..).zip(&self.used) {
            months.push(PackageMonth {
                number: index.saturating_add(1),
                from: months::after(start, index).map_err(ApiError::internal)?,
                until: months::after(start, index.saturating_add(1)).map_err(ApiError::internal)?,
                used: *used,
                percent: percent(*used, self.deliveries_a_month),
                alert: UseAlert::of(*used, self.deliveries_a_month),
                current: current == Some(index),
            });
        }
        let state = match self.ended_at {
            Some(_) => PackageState::Ended,
            None if self.is_running(now) => PackageState::Running,
            None => PackageState::RunOut,
        };
        Ok(BrandPackage {
            id: self.id,
            plan: self.plan,
            deliveries_a_month: self.deliveries_a_month,
            state,
            starts_at: start,
            ends_at: self.ends_at.to_jiff(),
            ended_at: self.ended_at.map(|at| at.to_jiff()),
            months,
        })
    }
}

/// How much of a limit that is, in percent.
fn percent(used: u32, limit: u32) -> u32 {
    let percent = u64::from(used).saturating_mul(100).checked_div(u64::from(limit)).unwrap_or(100);
    u32::try_from(percent).unwrap_or(u32::MAX)
}

/// The collection.
pub fn collection(database: &Database) -> Collection<PackageDoc> {
    database.collection("brand_packages")
}

/// Adds a package in place of the one before, if that has run out.
///
/// # Errors
/// [`ErrorCode::Conflict`] when the one before is running still.
pub async fn put(
    database: &Database,
    session: &mut ClientSession,
    package: &PackageDoc,
    now: Timestamp,
) -> ApiResult<()> {
    let packages = collection(database);
    let over = doc! {
        "brand_id": package.brand_id.to_string(), "open": true, "ends_at": { "$lte": DateTime::from_jiff(now) },
    };
    packages.update_many(over, doc! { "$set": { "open": false } }).session(&mut *session).await?;
    if open_within(database, session, package.brand_id).await?.is_some() {
        return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "the brand has a package that is running; prolong it, or end it first",
            "la marca tiene un paquete en curso; prolongalo, o terminalo primero"
        )));
    }
    packages.insert_one(package).session(session).await?;
    Ok(())
}

/// The open package of a brand, read inside the transaction. It may have run out.
pub async fn open_within(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
) -> ApiResult<Option<PackageDoc>> {
    let filter = doc! { "brand_id": brand.to_string(), "open": true };
    Ok(collection(database).find_one(filter).session(session).await?)
}

/// The packages of a brand, the latest first.
pub async fn of_brand(database: &Database, brand: BrandId) -> ApiResult<Vec<PackageDoc>> {
    let packages = collection(database);
    let found = packages.find(doc! { "brand_id": brand.to_string() });
    let found = found.sort(doc! { "starts_at": -1 }).limit(MAX_LISTED).max_time(MAX_TIME).await?;
    Ok(found.try_collect().await?)
}

/// Uses one delivery of a month, counted from 0, if the package is open and the month has one left. Gives the package as
/// it is then.
pub async fn use_one(
    database: &Database,
    session: &mut ClientSession,
    package: &PackageDoc,
    month: u32,
    now: Timestamp,
) -> ApiResult<Option<PackageDoc>> {
    let used = format!("used.{month}");
    let filter = doc! {
        "_id": package.id.to_string(),
        "open": true,
        "ends_at": { "$gt": DateTime::from_jiff(now) },
        &used: { "$lt": package.deliveries_a_month },
    };
    let more = doc! { "$inc": { &used: 1_i64 } };
    let packages = collection(database);
    let updated = packages.find_one_and_update(filter, more);
    Ok(updated.return_document(ReturnDocument::After).session(session).await?)
}

/// Adds months without use at the end, if it is open still and has the months that were read.
pub async fn prolong(
    database: &Database,
    session: &mut ClientSession,
    package: &PackageDoc,
    more: u32,
    ends_at: Timestamp,
) -> ApiResult<Option<PackageDoc>> {
    let filter = doc! { "_id": package.id.to_string(), "open": true, "ends_at": package.ends_at };
    let months: Vec<i64> = (0..more).map(|_| 0).collect();
    let change = doc! {
        "$push": { "used": { "$each": months } },
        "$set": { "ends_at": DateTime::from_jiff(ends_at) },
    };
    let packages = collection(database);
    let updated = packages.find_one_and_update(filter, change);
    Ok(updated.return_document(ReturnDocument::After).session(session).await?)
}

/// Ends the open package of a brand now. Gives it as it was; `None` when there is none that is running.
pub async fn end(
    database: &Database,
    session: &mut ClientSession,
    brand: BrandId,
    now: Timestamp,
) -> ApiResult<Option<PackageDoc>> {
    let now = DateTime::from_jiff(now);
    let filter = doc! { "brand_id": brand.to_string(), "open": true, "ends_at": { "$gt": now } };
    let change = doc! { "$set": { "open": false, "ended_at": now } };
    Ok(collection(database).find_one_and_update(filter, change).session(session).await?)
}
