//! Earlier states of creator profiles.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use shared::creators::{Creator, CreatorRevision};
use shared::id::CreatorId;
use shared::page::Page;
use shared::revision::RevisionQuery;

use super::super::service;
use crate::app::AppState;
use crate::domains::identity::{SignedIn, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_creator_revisions)
        .service(get_creator_revision)
        .service(restore_creator_revision)
        .service(list_managed_creator_revisions)
        .service(get_managed_creator_revision)
        .service(restore_managed_creator_revision);
}

/// List the earlier states of one's own creator profile
///
/// The last one first. A hundred are kept.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))), params(RevisionQuery),
    responses((status = 200, body = Page<CreatorRevision>)))]
#[get("/api/creators/me/revisions")]
async fn list_creator_revisions(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<RevisionQuery>,
) -> ApiResult<Json<Page<CreatorRevision>>> {
    service::history::list_own(&state, &who.0, &query.0).await.map(Json)
}

/// Show an earlier state of one's own creator profile
///
/// What is counted beside the profile, such as deliveries, is as it is today.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    params(("revision" = u32, Path, description = "The number of the state.")),
    responses((status = 200, body = Creator)))]
#[get("/api/creators/me/revisions/{revision}")]
async fn get_creator_revision(
    who: SignedIn,
    state: Data<AppState>,
    revision: Path<u32>,
) -> ApiResult<Json<Creator>> {
    service::history::get_own(&state, &who.0, revision.0).await.map(Json)
}

/// Go back to an earlier state of one's own creator profile
///
/// Texts, lists and links come back. Who may see what, the level and what is verified stay as they are; pictures that were
/// removed are gone, and newer ones stay at the end of the portfolio. It is a change like any other, so it can be undone.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    params(("revision" = u32, Path, description = "The number of the state.")),
    responses((status = 200, body = Creator)))]
#[post("/api/creators/me/revisions/{revision}/restore")]
async fn restore_creator_revision(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    revision: Path<u32>,
) -> ApiResult<Json<Creator>> {
    service::history::restore_own(&state, &context, &who.0, revision.0).await.map(Json)
}

/// List the earlier states of a creator profile, for the staff
///
/// The last one first. A hundred are kept.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))),
    params(("id" = CreatorId, Path, description = "The creator."), RevisionQuery),
    responses((status = 200, body = Page<CreatorRevision>)))]
#[get("/api/creators/managed/{id}/revisions")]
async fn list_managed_creator_revisions(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    id: Path<CreatorId>,
    query: ValidQuery<RevisionQuery>,
) -> ApiResult<Json<Page<CreatorRevision>>> {
    service::history::list_managed(&state, id.0, &query.0).await.map(Json)
}

/// Show an earlier state of a creator profile, for the staff
///
/// What is counted beside the profile, such as deliveries, is as it is today.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))),
    params(("id" = CreatorId, Path, description = "The creator."),
        ("revision" = u32, Path, description = "The number of the state.")),
    responses((status = 200, body = Creator)))]
#[get("/api/creators/managed/{id}/revisions/{revision}")]
async fn get_managed_creator_revision(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    path: Path<(CreatorId, u32)>,
) -> ApiResult<Json<Creator>> {
    let (id, revision) = path.0;
    service::history::get_managed(&state, id, revision).await.map(Json)
}

/// Set a creator profile back to an earlier state
///
/// As its owner can. They are told.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("staff"))),
    params(("id" = CreatorId, Path, description = "The creator."),
        ("revision" = u32, Path, description = "The number of the state.")),
    responses((status = 200, body = Creator)))]
#[post("/api/creators/managed/{id}/revisions/{revision}/restore")]
async fn restore_managed_creator_revision(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<(CreatorId, u32)>,
) -> ApiResult<Json<Creator>> {
    let (id, revision) = path.0;
    service::history::restore_managed(&state, &context, &who.user, id, revision).await.map(Json)
}
