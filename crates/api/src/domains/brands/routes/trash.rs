//! Brands that their owner throws away and brings back.

use actix_web::web::{Data, Json};
use actix_web::{delete, get, post};
use shared::brands::{Brand, BrandRole, TrashedBrand};

use super::super::access::{MemberOf, OwnerInTrash, rank};
use super::super::service;
use super::BrandPath;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, RequestContext};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_trashed_brands).service(trash_brand).service(restore_brand);
}

/// List the brands in one's trash
///
/// Those that one owns; the latest first.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Vec<TrashedBrand>)))]
#[get("/api/brands/trash")]
async fn list_trashed_brands(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Vec<TrashedBrand>>> {
    service::trash::mine(&state, who.0.id).await.map(Json)
}

/// Throw a brand away
///
/// By its owner. Nobody works in it and nobody sees its page, until it is brought back. After 30 days it is closed for good.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), security(("bearer" = [])),
    responses((status = 200, body = TrashedBrand)))]
#[delete("/api/brands/{brand_id}")]
async fn trash_brand(
    who: MemberOf<rank::Owner>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<TrashedBrand>> {
    service::trash::put(&state, &context, &who.user, who.brand, None).await.map(Json)
}

/// Bring a brand back
///
/// By its owner, as it was: with its members, its page and its package. What the platform's staff threw away, only they
/// bring back.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), security(("bearer" = [])), responses((status = 200, body = Brand)))]
#[post("/api/brands/{brand_id}/restore")]
async fn restore_brand(
    who: OwnerInTrash,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Brand>> {
    service::trash::take_back(&state, &context, &who.user, who.brand, false).await?;
    service::workspace::get(&state, who.brand, BrandRole::Owner).await.map(Json)
}
