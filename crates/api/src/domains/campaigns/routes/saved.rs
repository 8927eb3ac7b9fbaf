//! Campaigns that people saved.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, put};
use shared::campaigns::{CampaignSummary, SavedQuery};
use shared::id::CampaignId;
use shared::page::Page;

use super::super::service::saved;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(list_saved_campaigns).service(save_campaign).service(unsave_campaign);
}

/// List the campaigns that one saved
///
/// The last first, whatever has become of them.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(SavedQuery), responses((status = 200, body = Page<CampaignSummary>)))]
#[get("/api/campaigns/saved")]
async fn list_saved_campaigns(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<SavedQuery>,
) -> ApiResult<Json<Page<CampaignSummary>>> {
    saved::list(&state, who.0.id, &query.0).await.map(Json)
}

/// Save a campaign to look at it again
///
/// Again changes nothing. Somebody can have 500.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 204)))]
#[put("/api/campaigns/{id}/saved")]
async fn save_campaign(
    who: SignedIn,
    state: Data<AppState>,
    id: Path<CampaignId>,
) -> ApiResult<HttpResponse> {
    saved::save(&state, who.0.id, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Forget that one saved a campaign
///
/// Again changes nothing.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 204)))]
#[delete("/api/campaigns/{id}/saved")]
async fn unsave_campaign(
    who: SignedIn,
    state: Data<AppState>,
    id: Path<CampaignId>,
) -> ApiResult<HttpResponse> {
    saved::unsave(&state, who.0.id, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
