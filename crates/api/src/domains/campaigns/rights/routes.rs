//! `/api/campaigns/rights`, and the rights on one deliverable.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::campaigns::{Rights, RightsQuery};
use shared::id::{BrandId, DeliverableId};
use shared::page::Page;

use super::super::access::OfBrand;
use super::super::applications::access::Look;
use super::super::deliverables::access::PieceOf;
use super::service;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_own_rights).service(list_brand_rights).service(get_deliverable_rights);
}

/// List the usage rights on what one made
///
/// For creators, on the newest deliverable first.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(RightsQuery), responses((status = 200, body = Page<Rights>)))]
#[get("/api/campaigns/rights/mine")]
async fn list_own_rights(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<RightsQuery>,
) -> ApiResult<Json<Page<Rights>>> {
    service::of_user(&state, who.0.id, &query.0).await.map(Json)
}

/// List a brand's usage rights
///
/// For its workspace, on the newest deliverable first: what it may use where, and until when.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("brand" = BrandId, Path, description = "The brand."), RightsQuery),
    responses((status = 200, body = Page<Rights>)))]
#[get("/api/campaigns/rights/of-brand/{brand}")]
async fn list_brand_rights(
    who: OfBrand,
    state: Data<AppState>,
    query: ValidQuery<RightsQuery>,
) -> ApiResult<Json<Page<Rights>>> {
    service::of_brand(&state, who.brand, &query.0).await.map(Json)
}

/// Show the usage rights on a deliverable
///
/// Once it is done, where rights were signed. For its creator and everybody in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = Rights)))]
#[get("/api/campaigns/deliverables/{id}/rights")]
async fn get_deliverable_rights(piece: PieceOf<Look>, state: Data<AppState>) -> ApiResult<Json<Rights>> {
    service::get(&state, &piece.piece).await.map(Json)
}
