//! Who works in a brand.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, patch, post};
use shared::brands::{BrandMember, HandOverBrand, UpdateBrandMember};

use super::super::access::{MemberOf, rank};
use super::super::service;
use super::{BrandPath, MemberPath};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_brand_members)
        .service(update_brand_member)
        .service(remove_brand_member)
        .service(hand_over_brand);
}

/// List who works in a brand
///
/// Who is there longest comes first; at most 200.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), responses((status = 200, body = Vec<BrandMember>)))]
#[get("/api/brands/{brand_id}/members")]
async fn list_brand_members(
    who: MemberOf<rank::Viewer>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<BrandMember>>> {
    service::members::list(&state, who.user.id, who.brand).await.map(Json)
}

/// Give a member another role
///
/// For administrators of the brand and its owner. The owner's own role changes only by handing the brand over.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(MemberPath), request_body = UpdateBrandMember,
    responses((status = 200, body = BrandMember)))]
#[patch("/api/brands/{brand_id}/members/{user_id}")]
async fn update_brand_member(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<MemberPath>,
    body: ValidJson<UpdateBrandMember>,
) -> ApiResult<Json<BrandMember>> {
    service::members::update(&state, &context, &who.user, who.brand, path.0.user_id, body.0).await.map(Json)
}

/// Remove a member
///
/// Administrators of the brand and its owner remove others; everybody but the owner can leave.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))), params(MemberPath),
    responses((status = 204, description = "They do not work there any more.")))]
#[delete("/api/brands/{brand_id}/members/{user_id}")]
async fn remove_brand_member(
    who: MemberOf<rank::Viewer>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<MemberPath>,
) -> ApiResult<HttpResponse> {
    service::members::remove(&state, &context, &who.user, who.brand, path.0.user_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Hand a brand over
///
/// The owner makes a member the owner, and is an administrator of the brand from then on.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), request_body = HandOverBrand, security(("bearer" = [])),
    responses((status = 200, body = Vec<BrandMember>)))]
#[post("/api/brands/{brand_id}/owner")]
async fn hand_over_brand(
    who: MemberOf<rank::Owner>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<HandOverBrand>,
) -> ApiResult<Json<Vec<BrandMember>>> {
    service::members::hand_over(&state, &context, &who.user, who.brand, body.0).await.map(Json)
}
