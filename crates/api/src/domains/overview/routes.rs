//! `/api/overview`.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::overview::Overview;

use super::service;
use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Handlers};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(get_overview);
}

/// Show the marketplace in figures
///
/// Sign-ups and applications of the last thirty days, campaigns and applications by where they stand. At most a minute old.
#[utoipa::path(tag = "overview", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = Overview)))]
#[get("/api/overview")]
async fn get_overview(_: Staff<may::ManageMarketplace>, state: Data<AppState>) -> ApiResult<Json<Overview>> {
    service::get(&state).await.map(Json)
}
