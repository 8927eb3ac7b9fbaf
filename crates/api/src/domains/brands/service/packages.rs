//! Packages: shown with their use, granted, prolonged and ended by the staff.

use bson::DateTime;
use serde_json::json;
use shared::brands::{BrandPackages, GrantPackage, MAX_MONTHS, PackageState, ProlongPackage};
use shared::error::ErrorCode;
use shared::id::{BrandId, PackageId};

use super::super::repo::brands;
use super::super::repo::packages::{self, PackageDoc};
use super::super::rules::months;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, in_transaction};
use crate::infra::ids::new_id;
use crate::said;

/// The package of a brand with its use, and those before it.
///
/// # Errors
/// When the database fails.
pub async fn get(state: &AppState, brand: BrandId) -> ApiResult<BrandPackages> {
    let now = state.clock.now();
    let mut told = BrandPackages::default();
    for package in packages::of_brand(&state.database, brand).await? {
        let package = package.to_dto(now)?;
        if package.state == PackageState::Running {
            told.current = Some(package);
        } else {
            told.past.push(package);
        }
    }
    told.past.truncate(20);
    Ok(told)
}

/// Grants a package, which begins at once.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] when the brand has one that is running.
pub async fn grant(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    body: GrantPackage,
) -> ApiResult<BrandPackages> {
    let now = state.clock.now();
    let package = PackageDoc {
        id: PackageId::new(new_id()),
        brand_id: brand,
        plan: body.plan,
        deliveries_a_month: body.deliveries_a_month.unwrap_or(body.plan.deliveries_a_month()),
        used: (0..body.months).map(|_| 0).collect(),
        starts_at: DateTime::from_jiff(now),
        ends_at: DateTime::from_jiff(months::after(now, body.months).map_err(ApiError::internal)?),
        open: true,
        ended_at: None,
        granted_by: who.id,
    };
    in_kept_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        packages::put(&state.database, transaction, &package, now).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        let line = AuditEntry::new(by, "brands.grant_package", what).details(json!({
            "package_id": package.id,
            "plan": package.plan,
            "deliveries_a_month": package.deliveries_a_month,
            "months": body.months,
        }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    get(state, brand).await
}

/// Adds months to the package that is running.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none; [`ErrorCode::LimitReached`] beyond [`MAX_MONTHS`];
/// [`ErrorCode::Conflict`] when it was changed meanwhile.
pub async fn prolong(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    body: ProlongPackage,
) -> ApiResult<BrandPackages> {
    in_kept_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        let package = packages::open_within(&state.database, transaction, brand).await?;
        let package = package.filter(|package| package.is_running(state.clock.now()));
        let package = package.ok_or_else(none_running)?;
        let months = package.months().saturating_add(body.months);
        if months > MAX_MONTHS {
            return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
                "a package lasts at most {MAX_MONTHS} months; this one has {}",
                "un paquete dura como mucho {MAX_MONTHS} meses; este tiene {}";
                package.months()
            )));
        }
        let ends_at = months::after(package.starts_at.to_jiff(), months).map_err(ApiError::internal)?;
        let after = packages::prolong(&state.database, transaction, &package, body.months, ends_at).await?;
        after.ok_or_else(|| ApiError::new(ErrorCode::Conflict))?;
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        let line = AuditEntry::new(by, "brands.prolong_package", what)
            .details(json!({ "package_id": package.id, "months": body.months, "in_all": months }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    get(state, brand).await
}

/// Ends the package that is running now. What was used stays on record.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none.
pub async fn end(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
) -> ApiResult<BrandPackages> {
    in_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        let ended = packages::end(&state.database, transaction, brand, state.clock.now()).await?;
        let ended = ended.ok_or_else(none_running)?;
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        let line = AuditEntry::new(by, "brands.end_package", what)
            .details(json!({ "package_id": ended.id, "plan": ended.plan }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    get(state, brand).await
}

fn none_running() -> ApiError {
    ApiError::new(ErrorCode::NotFound).detail(said!(
        "the brand has no package that is running",
        "la marca no tiene ningún paquete en curso"
    ))
}
