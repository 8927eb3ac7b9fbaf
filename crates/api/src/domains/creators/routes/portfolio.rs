//! The portfolio of a creator.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, patch, post};
use shared::creators::{AddPortfolioLink, Creator, StartedPicture, UpdatePortfolioItem};
use shared::id::PortfolioItemId;

use super::super::service;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, RequestContext, Upload, ValidJson};

/// The most bytes of a picture.
const MAX_PICTURE: usize = 8 * 1024 * 1024;

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(send_portfolio_picture)
        .service(add_portfolio_link)
        .service(update_portfolio_item)
        .service(remove_portfolio_item);
}

/// Add a link to one's portfolio
///
/// At its end. A portfolio has at most 30 items.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    request_body = AddPortfolioLink, responses((status = 201, body = Creator)))]
#[post("/api/creators/me/portfolio")]
async fn add_portfolio_link(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<AddPortfolioLink>,
) -> ApiResult<HttpResponse> {
    let creator = service::portfolio::add_link(&state, &context, &who.0, body.0).await?;
    Ok(HttpResponse::Created().json(creator))
}

/// Send a picture for one's portfolio
///
/// A PNG, JPEG, GIF or WebP file of at most 8 MB and 25 million pixels, as the body or as the first part of a form. A job
/// prepares it as it does pictures of people (`POST /api/identity/avatar`); until then it stands in the portfolio for its
/// owner alone. The job's result is `{ media_id, shown }`.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    request_body(content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "image/*"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 202, body = StartedPicture)))]
#[post("/api/creators/me/portfolio/pictures")]
async fn send_portfolio_picture(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    picture: Upload<MAX_PICTURE>,
) -> ApiResult<HttpResponse> {
    let bytes = picture.read().await?;
    let started = service::pictures::send(&state, &context, &who.0, bytes).await?;
    Ok(HttpResponse::Accepted().json(started))
}

/// Call an item of one's portfolio otherwise, or move it
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))), request_body = UpdatePortfolioItem,
    params(("id" = PortfolioItemId, Path, description = "The item.")), responses((status = 200, body = Creator)))]
#[patch("/api/creators/me/portfolio/{id}")]
async fn update_portfolio_item(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<PortfolioItemId>,
    body: ValidJson<UpdatePortfolioItem>,
) -> ApiResult<Json<Creator>> {
    service::portfolio::update(&state, &context, &who.0, id.0, &body.0).await.map(Json)
}

/// Remove an item from one's portfolio
///
/// The files of a picture are removed with it.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    params(("id" = PortfolioItemId, Path, description = "The item.")),
    responses((status = 200, body = Creator)))]
#[delete("/api/creators/me/portfolio/{id}")]
async fn remove_portfolio_item(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<PortfolioItemId>,
) -> ApiResult<Json<Creator>> {
    service::portfolio::remove(&state, &context, &who.0, id.0).await.map(Json)
}
