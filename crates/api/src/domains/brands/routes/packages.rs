//! The package of a brand and its use.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use shared::brands::{BrandPackages, GrantPackage, ProlongPackage};

use super::super::access::{MemberOf, rank};
use super::super::service;
use super::BrandPath;
use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_brand_package)
        .service(grant_brand_package)
        .service(prolong_brand_package)
        .service(end_brand_package);
}

/// Show the package of a brand and its use
///
/// To everybody who works in it. Each month says how much of it is used, with an alert at 80 and at 100 %.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), responses((status = 200, body = BrandPackages)))]
#[get("/api/brands/{brand_id}/package")]
async fn get_brand_package(
    who: MemberOf<rank::Viewer>,
    state: Data<AppState>,
) -> ApiResult<Json<BrandPackages>> {
    service::packages::get(&state, who.brand).await.map(Json)
}

/// Grant a package
///
/// By the platform's staff. It begins at once; a brand has one at a time.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandPath), request_body = GrantPackage,
    responses((status = 201, body = BrandPackages)))]
#[post("/api/brands/{brand_id}/package")]
async fn grant_brand_package(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<BrandPath>,
    body: ValidJson<GrantPackage>,
) -> ApiResult<HttpResponse> {
    let packages = service::packages::grant(&state, &context, &who.user, path.0.brand_id, body.0).await?;
    Ok(HttpResponse::Created().json(packages))
}

/// Prolong the package that is running
///
/// By the platform's staff, to at most 36 months in all.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandPath), request_body = ProlongPackage,
    responses((status = 200, body = BrandPackages)))]
#[post("/api/brands/{brand_id}/package/prolong")]
async fn prolong_brand_package(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<BrandPath>,
    body: ValidJson<ProlongPackage>,
) -> ApiResult<Json<BrandPackages>> {
    service::packages::prolong(&state, &context, &who.user, path.0.brand_id, body.0).await.map(Json)
}

/// End the package that is running
///
/// By the platform's staff, at once. What was used stays on record.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandPath), responses((status = 200, body = BrandPackages)))]
#[delete("/api/brands/{brand_id}/package")]
async fn end_brand_package(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<BrandPath>,
) -> ApiResult<Json<BrandPackages>> {
    service::packages::end(&state, &context, &who.user, path.0.brand_id).await.map(Json)
}
