//! What a brand said of itself before.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use shared::brands::Brand;
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::super::access::{MemberOf, rank};
use super::super::service;
use super::{BrandPath, RevisionPath};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_brand_revisions).service(revert_brand);
}

/// List the revisions of a brand
///
/// To everybody who works in it. Newest first, each with what is different from the one before.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(BrandPath, RevisionQuery),
    responses((status = 200, body = Page<Revision>)))]
#[get("/api/brands/{brand_id}/revisions")]
async fn list_brand_revisions(
    who: MemberOf<rank::Viewer>,
    state: Data<AppState>,
    query: ValidQuery<RevisionQuery>,
) -> ApiResult<Json<Page<Revision>>> {
    service::revisions::list(&state, who.brand, &query.0).await.map(Json)
}

/// Go back to a revision
///
/// For administrators of the brand and its owner. The brand says again what it said then, the first revision included; that is
/// a revision of its own. The logo is not part of it.
#[utoipa::path(tag = "brands", extensions(("x-who" = json!("concerned"))),
    params(RevisionPath), responses((status = 200, body = Brand)))]
#[post("/api/brands/{brand_id}/revisions/{revision}/revert")]
async fn revert_brand(
    who: MemberOf<rank::Admin>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<RevisionPath>,
) -> ApiResult<Json<Brand>> {
    let revision = path.0.revision;
    service::revisions::revert(&state, &context, &who.user, who.role, who.brand, revision).await.map(Json)
}
