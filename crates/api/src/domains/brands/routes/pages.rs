//! What everybody may see.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::brands::BrandPage;

use super::super::service;
use crate::app::AppState;
use crate::domains::identity::Public;
use crate::http::{ApiResult, Handlers, Path};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(get_brand_page);
}

/// Show the public page of a brand
///
/// The contact is on it only if the brand says so; legal name, RUC and package never are.
#[utoipa::path(tag = "brands", security(()),
    params(("handle" = String, Path, description = "The last part of `/b/<handle>`; case does not matter")),
    responses((status = 200, body = BrandPage)))]
#[get("/api/brands/pages/{handle}")]
async fn get_brand_page(
    _: Public,
    state: Data<AppState>,
    handle: Path<String>,
) -> ApiResult<Json<BrandPage>> {
    service::pages::get(&state, &handle.0).await.map(Json)
}
