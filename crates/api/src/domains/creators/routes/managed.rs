//! Creators, for the staff.

use actix_web::web::{Data, Json};
use actix_web::{get, patch, post};
use shared::creators::{
    Creator, ManagedCreator, ManagedCreatorQuery, TrashManagedCreator, UpdateManagedCreator,
};
use shared::id::CreatorId;
use shared::page::Page;

use super::super::service;
use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_managed_creators)
        .service(get_managed_creator)
        .service(update_managed_creator)
        .service(trash_managed_creator)
        .service(restore_managed_creator);
}

/// List creators, for the staff
///
/// Newest first, whatever they show. What lies in the trash stands in a list of its own, `trashed=true`.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))), params(ManagedCreatorQuery),
    responses((status = 200, body = Page<ManagedCreator>)))]
#[get("/api/creators/managed")]
async fn list_managed_creators(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<ManagedCreatorQuery>,
) -> ApiResult<Json<Page<ManagedCreator>>> {
    service::managed::list(&state, &query.0).await.map(Json)
}

/// Show everything of a creator, for the staff
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))),
    params(("id" = CreatorId, Path, description = "The creator.")),
    responses((status = 200, body = Creator)))]
#[get("/api/creators/managed/{id}")]
async fn get_managed_creator(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    id: Path<CreatorId>,
) -> ApiResult<Json<Creator>> {
    service::managed::get(&state, id.0).await.map(Json)
}

/// Decide about a creator
///
/// The level, whether they may be seen, and which accounts of networks are theirs: one account is verified for one creator
/// at most. They are told what it means for them.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))), request_body = UpdateManagedCreator,
    params(("id" = CreatorId, Path, description = "The creator.")), responses((status = 200, body = Creator)))]
#[patch("/api/creators/managed/{id}")]
async fn update_managed_creator(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CreatorId>,
    body: ValidJson<UpdateManagedCreator>,
) -> ApiResult<Json<Creator>> {
    service::managed::update(&state, &context, &who.user, id.0, &body.0).await.map(Json)
}

/// Throw a creator profile away
///
/// Nobody else sees it any more, and its owner cannot bring it back. They are told. After thirty days it is removed for
/// good.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))), request_body = TrashManagedCreator,
    params(("id" = CreatorId, Path, description = "The creator.")), responses((status = 200, body = Creator)))]
#[post("/api/creators/managed/{id}/trash")]
async fn trash_managed_creator(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CreatorId>,
    body: ValidJson<TrashManagedCreator>,
) -> ApiResult<Json<Creator>> {
    service::trash::throw_managed(&state, &context, &who.user, id.0, &body.0).await.map(Json)
}

/// Bring a creator profile back out of the trash
///
/// As it was, whoever put it there. Its owner is told.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))),
    params(("id" = CreatorId, Path, description = "The creator.")),
    responses((status = 200, body = Creator)))]
#[post("/api/creators/managed/{id}/restore")]
async fn restore_managed_creator(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CreatorId>,
) -> ApiResult<Json<Creator>> {
    service::trash::restore_managed(&state, &context, &who.user, id.0).await.map(Json)
}
