//! The logo of a brand.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, post};
use shared::brands::{Brand, StartedLogo};

use super::super::access::{MemberOf, rank};
use super::super::service;
use super::BrandPath;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, Upload};

/// The most bytes of a picture.
const MAX_PICTURE: usize = 8 * 1024 * 1024;

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(send_brand_logo).service(remove_brand_logo);
}

/// Send a logo
///
/// For administrators of the brand and its owner. A PNG, JPEG, GIF or WebP file of at most 8 MB and 25 million pixels, as the
/// body or as the first part of a form. It is prepared as a profile picture is: a square in 512, 256, 96 and 48 pixels. The
/// one that was sent last is shown, and older ones are removed. The job's result is `{ media_id, shown }`.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))), params(BrandPath),
    request_body(content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "image/*"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 202, body = StartedLogo)))]
#[post("/api/brands/{brand_id}/logo")]
async fn send_brand_logo(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
    picture: Upload<MAX_PICTURE>,
) -> ApiResult<HttpResponse> {
    let bytes = picture.read().await?;
    let started = service::logo::send(&state, &context, &who.user, who.brand, bytes).await?;
    Ok(HttpResponse::Accepted().json(started))
}

/// Take the logo away
///
/// For administrators of the brand and its owner. Its files are removed.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath), responses((status = 200, body = Brand)))]
#[delete("/api/brands/{brand_id}/logo")]
async fn remove_brand_logo(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Brand>> {
    service::logo::remove(&state, &context, &who.user, who.role, who.brand).await.map(Json)
}
