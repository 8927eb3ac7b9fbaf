//! Creators as others find and see them.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::creators::{CreatorQuery, CreatorSummary, MediaKit};
use shared::id::CreatorId;
use shared::page::Page;

use super::super::access::Scout;
use super::super::service;
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn};
use crate::http::{ApiResult, Handlers, Path, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_public_creators).service(get_media_kit).service(list_creators).service(get_creator);
}

/// List the creators who have a media kit
///
/// Newest first, for everybody: those who wish to be found, by what they show to everybody.
#[utoipa::path(tag = "creators", security(()), params(CreatorQuery),
    responses((status = 200, body = Page<CreatorSummary>)))]
#[get("/api/creators/public")]
async fn list_public_creators(
    _: Public,
    state: Data<AppState>,
    query: ValidQuery<CreatorQuery>,
) -> ApiResult<Json<Page<CreatorSummary>>> {
    service::list::for_everyone(&state, &query.0).await.map(Json)
}

/// Show the media kit of a creator
///
/// What this reader may see: each part is open to everybody, to whoever is signed in, or to nobody.
#[utoipa::path(tag = "creators", security((), ("bearer" = [])),
    params(("handle" = String, Path, description = "The last part of `/c/<handle>`; case does not matter")),
    responses((status = 200, body = MediaKit)))]
#[get("/api/creators/kits/{handle}")]
async fn get_media_kit(
    _: Public,
    who: Option<SignedIn>,
    state: Data<AppState>,
    handle: Path<String>,
) -> ApiResult<Json<MediaKit>> {
    let reader = who.map(|who| who.0);
    service::kit::by_handle(&state, reader.as_ref(), &handle.0).await.map(Json)
}

/// List creators, for brands
///
/// Newest first: those who wish to be found and say enough of themselves to apply. They are found by what they show to
/// whoever is signed in. For who acts for a brand, and for the staff.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("brands"))), params(CreatorQuery),
    responses((status = 200, body = Page<CreatorSummary>)))]
#[get("/api/creators")]
async fn list_creators(
    _: Scout,
    state: Data<AppState>,
    query: ValidQuery<CreatorQuery>,
) -> ApiResult<Json<Page<CreatorSummary>>> {
    service::list::for_brands(&state, &query.0).await.map(Json)
}

/// Show a creator, for brands
///
/// One who stands in the list for brands, with or without a media kit, as whoever is signed in may see them. For who acts
/// for a brand, and for the staff.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("brands"))),
    params(("id" = CreatorId, Path, description = "The creator.")),
    responses((status = 200, body = MediaKit)))]
#[get("/api/creators/{id}")]
async fn get_creator(who: Scout, state: Data<AppState>, id: Path<CreatorId>) -> ApiResult<Json<MediaKit>> {
    service::kit::by_id(&state, &who.0, id.0).await.map(Json)
}
