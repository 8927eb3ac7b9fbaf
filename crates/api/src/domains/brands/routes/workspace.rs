//! The workspace: made, listed, shown, changed.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, patch, post};
use shared::brands::{Brand, BrandMembership, CreateBrand, UpdateBrand};

use super::super::access::{MemberOf, rank};
use super::super::service;
use super::BrandPath;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_my_brands).service(create_brand).service(get_brand).service(update_brand);
}

/// List the brands that one works in
///
/// The latest joined first, without those in the trash; at most 50.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Vec<BrandMembership>)))]
#[get("/api/brands/mine")]
async fn list_my_brands(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Vec<BrandMembership>>> {
    service::members::mine(&state, who.0.id).await.map(Json)
}

/// Make a brand
///
/// Who makes it is its owner, and acts as a brand from then on. An account can work in 50 brands.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("account"))),
    request_body = CreateBrand, responses((status = 201, body = Brand)))]
#[post("/api/brands")]
async fn create_brand(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateBrand>,
) -> ApiResult<HttpResponse> {
    let brand = service::workspace::create(&state, &context, &who.0, body.0).await?;
    Ok(HttpResponse::Created().json(brand))
}

/// Show a brand
///
/// To everybody who works in it; to others there is no such brand.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), responses((status = 200, body = Brand)))]
#[get("/api/brands/{brand_id}")]
async fn get_brand(who: MemberOf<rank::Viewer>, state: Data<AppState>) -> ApiResult<Json<Brand>> {
    service::workspace::get(&state, who.brand, who.role).await.map(Json)
}

/// Change what a brand says of itself
///
/// For its administrators and its owner. What is absent stays; an empty text takes a part away. With `revision` nobody
/// overwrites what another changed. Each change leaves a revision behind.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), request_body = UpdateBrand, responses((status = 200, body = Brand)))]
#[patch("/api/brands/{brand_id}")]
async fn update_brand(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<UpdateBrand>,
) -> ApiResult<Json<Brand>> {
    service::workspace::update(&state, &context, &who.user, who.role, who.brand, body.0).await.map(Json)
}
