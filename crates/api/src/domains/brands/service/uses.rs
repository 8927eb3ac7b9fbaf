//! Counting deliveries of a package, in the transaction of what is counted.

use jiff::Timestamp;
use mongodb::ClientSession;
use shared::brands::{BrandRole, UseAlert};
use shared::error::ErrorCode;
use shared::id::BrandId;

use super::super::repo::brands;
use super::super::repo::document::BrandDoc;
use super::super::repo::packages::{self, PackageDoc};
use super::super::rules::months::to_tell;
use super::{contract, tell};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// Whether the brand has a delivery left now, as the caller's transaction sees it. Nothing is written: who is refused here is
/// in nobody's way, however many come at once.
///
/// # Errors
/// As [`use_delivery`].
pub async fn require_delivery(
    state: &AppState,
    session: &mut ClientSession,
    brand: BrandId,
) -> ApiResult<()> {
    let now = state.clock.now();
    open_brand(state, session, brand).await?;
    let (package, month) = running(state, session, brand, now).await?;
    if package.used_in(month) < package.deliveries_a_month { Ok(()) } else { Err(none_left(&package)) }
}

/// Uses one delivery of the brand's package in the caller's transaction: if that comes to nothing, so does this. Of many
/// at once, no more are let through than the month has left. At 80 and 100 % whoever manages the brand is told, once.
///
/// # Errors
/// [`ErrorCode::LimitReached`] when the brand has no package that is running, or the month has no delivery left;
/// [`ErrorCode::NotFound`] when the brand is not open. An error of the database is the cause, so that the caller's
/// transaction can tell it to the driver.
pub async fn use_delivery(state: &AppState, session: &mut ClientSession, brand: BrandId) -> ApiResult<()> {
    let now = state.clock.now();
    let found = open_brand(state, session, brand).await?;
    let (package, month) = running(state, session, brand, now).await?;
    let after = packages::use_one(&state.database, session, &package, month, now).await?;
    let after = after.ok_or_else(|| none_left(&package))?;
    let used = after.used_in(month);
    match to_tell(used, after.deliveries_a_month) {
        Some(alert) => announce(state, session, &found, &after, Month { number: month, used, alert }).await,
        None => Ok(()),
    }
}

async fn open_brand(state: &AppState, session: &mut ClientSession, brand: BrandId) -> ApiResult<BrandDoc> {
    let found = brands::open_within(&state.database, session, brand).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such brand", "no existe esa marca"))
    })
}

/// The package that runs, and its month, counted from 0.
async fn running(
    state: &AppState,
    session: &mut ClientSession,
    brand: BrandId,
    now: Timestamp,
) -> ApiResult<(PackageDoc, u32)> {
    let no_package = || {
        ApiError::new(ErrorCode::LimitReached).detail(said!(
            "the brand has no package that is running; ask the platform for one",
            "la marca no tiene ningún paquete en curso; pedile uno al equipo de la plataforma"
        ))
    };
    let package = packages::open_within(&state.database, session, brand).await?.ok_or_else(no_package)?;
    let month = package.month_at(now)?.ok_or_else(no_package)?;
    Ok((package, month))
}

fn none_left(package: &PackageDoc) -> ApiError {
    ApiError::new(ErrorCode::LimitReached).detail(said!(
        "all {} deliveries of this month of the package are used",
        "ya se usaron todas las entregas de este mes del paquete ({})";
        package.deliveries_a_month
    ))
}

/// A month of a package whose use is told.
struct Month {
    /// Counted from 0.
    number: u32,
    used: u32,
    alert: UseAlert,
}

/// Tells whoever manages the brand.
async fn announce(
    state: &AppState,
    session: &mut ClientSession,
    brand: &BrandDoc,
    package: &PackageDoc,
    month: Month,
) -> ApiResult<()> {
    let key = format!("{}:{}:{}", package.id, month.number, month.alert.percent());
    let people = contract::people(state, brand.id, BrandRole::Admin).await?;
    let to = people.into_iter().map(|person| person.id).collect();
    let telling = tell::of_use(to, brand, package, month.used, month.alert, &key);
    Ok(state.notifications.tell(telling, Some(session)).await?)
}
