//! Brands, for the platform's staff.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use shared::brands::{BrandQuery, BrandRecord, BrandRole, BrandSummary, TrashBrand, TrashedBrand};
use shared::id::BrandId;
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::super::service;
use super::BrandPath;
use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_brands)
        .service(get_brand_record)
        .service(list_brand_record_revisions)
        .service(revert_brand_record)
        .service(trash_brand_record)
        .service(restore_brand_record);
}

/// List brands
///
/// Newest first: those in use, or those in the trash or closed.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandQuery), responses((status = 200, body = Page<BrandSummary>)))]
#[get("/api/brands")]
async fn list_brands(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<BrandQuery>,
) -> ApiResult<Json<Page<BrandSummary>>> {
    service::managed::list(&state, &query.0).await.map(Json)
}

/// Show everything of a brand
///
/// Wherever it stands: what it says of itself, who works in it, and its packages with their use.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandPath), responses((status = 200, body = BrandRecord)))]
#[get("/api/brands/{brand_id}/record")]
async fn get_brand_record(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    path: Path<BrandPath>,
) -> ApiResult<Json<BrandRecord>> {
    service::managed::get(&state, who.user.id, path.0.brand_id).await.map(Json)
}

/// List the revisions of any brand
///
/// Newest first, each with what is different from the one before.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))), params(BrandPath, RevisionQuery),
    responses((status = 200, body = Page<Revision>)))]
#[get("/api/brands/{brand_id}/record/revisions")]
async fn list_brand_record_revisions(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    path: Path<BrandPath>,
    query: ValidQuery<RevisionQuery>,
) -> ApiResult<Json<Page<Revision>>> {
    service::revisions::list(&state, path.0.brand_id, &query.0).await.map(Json)
}

/// Set any brand back to a revision
///
/// As its administrators can: the brand says again what it said then, which is a revision of its own.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(("brand_id" = BrandId, Path, description = "The brand."),
        ("revision" = u32, Path, description = "The number of the revision.")),
    responses((status = 200, body = BrandRecord)))]
#[post("/api/brands/{brand_id}/record/revisions/{revision}/revert")]
async fn revert_brand_record(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<(BrandId, u32)>,
) -> ApiResult<Json<BrandRecord>> {
    let (brand, revision) = path.0;
    service::revisions::revert(&state, &context, &who.user, BrandRole::Viewer, brand, revision).await?;
    service::managed::get(&state, who.user.id, brand).await.map(Json)
}

/// Throw any brand away
///
/// For a reason, which stands in the audit trail. Only the staff brings it back. After 30 days it is closed for good.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandPath), request_body = TrashBrand,
    responses((status = 200, body = TrashedBrand)))]
#[post("/api/brands/{brand_id}/record/trash")]
async fn trash_brand_record(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<BrandPath>,
    body: ValidJson<TrashBrand>,
) -> ApiResult<Json<TrashedBrand>> {
    let (brand, reason) = (path.0.brand_id, body.0.reason);
    service::trash::put(&state, &context, &who.user, brand, Some(reason.trim())).await.map(Json)
}

/// Bring any brand back
///
/// Whoever threw it away.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("staff"))),
    params(BrandPath), responses((status = 200, body = BrandRecord)))]
#[post("/api/brands/{brand_id}/record/restore")]
async fn restore_brand_record(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<BrandPath>,
) -> ApiResult<Json<BrandRecord>> {
    service::trash::take_back(&state, &context, &who.user, path.0.brand_id, true).await?;
    service::managed::get(&state, who.user.id, path.0.brand_id).await.map(Json)
}
