//! `/api/search`.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::search::{SearchQuery, SearchResults};

use super::service;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(search);
}

/// Find anything
///
/// Kind by kind, the best of each first; a word with a letter wrong is found after those without. Who manages accounts finds
/// accounts, who manages the marketplace all creators, brands, campaigns and applications; everybody finds their own brands,
/// these brands' campaigns, their own applications, and the creators and campaigns that everybody sees.
#[utoipa::path(tag = "search", extensions(("x-who" = json!("account"))), params(SearchQuery),
    responses((status = 200, body = SearchResults)))]
#[get("/api/search")]
async fn search(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<SearchQuery>,
) -> ApiResult<Json<SearchResults>> {
    service::search(&state, &who.0, &query.0).await.map(Json)
}
