//! Campaigns, for the staff.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use shared::campaigns::{
    ApplicationQuery, ApplicationSummary, BrandCampaign, Campaign, CancelCampaign, ManagedCampaignQuery,
};
use shared::id::CampaignId;
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::super::rules::moves::Actor;
use super::super::service::{managed, revisions};
use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_managed_campaigns)
        .service(get_managed_campaign)
        .service(list_managed_applications)
        .service(suspend_campaign)
        .service(restore_managed_campaign)
        .service(list_managed_campaign_revisions)
        .service(revert_managed_campaign);
}

/// List campaigns, for the staff
///
/// Newest first, drafts and those that are put away too.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), params(ManagedCampaignQuery),
    responses((status = 200, body = Page<BrandCampaign>)))]
#[get("/api/campaigns/managed")]
async fn list_managed_campaigns(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<ManagedCampaignQuery>,
) -> ApiResult<Json<Page<BrandCampaign>>> {
    managed::list(&state, &query.0).await.map(Json)
}

/// Show everything of a campaign, for the staff
///
/// As its brand sees it.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = CampaignId, Path, description = "The campaign.")), responses((status = 200, body = Campaign)))]
#[get("/api/campaigns/managed/{id}")]
async fn get_managed_campaign(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    id: Path<CampaignId>,
) -> ApiResult<Json<Campaign>> {
    managed::get(&state, id.0).await.map(Json)
}

/// List the applications to a campaign, for the staff
///
/// Oldest first, with the creators as they were when they applied.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = CampaignId, Path, description = "The campaign."), ApplicationQuery),
    responses((status = 200, body = Page<ApplicationSummary>)))]
#[get("/api/campaigns/managed/{id}/applications")]
async fn list_managed_applications(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    id: Path<CampaignId>,
    query: ValidQuery<ApplicationQuery>,
) -> ApiResult<Json<Page<ApplicationSummary>>> {
    managed::applications(&state, id.0, &query.0).await.map(Json)
}

/// Cancel a campaign, for the staff
///
/// For a reason, which its brand is told. Whoever applied is told that it was called off.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), request_body = CancelCampaign,
    params(("id" = CampaignId, Path, description = "The campaign.")), responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/managed/{id}/suspend")]
async fn suspend_campaign(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CampaignId>,
    body: ValidJson<CancelCampaign>,
) -> ApiResult<Json<Campaign>> {
    managed::suspend(&state, &context, &who.user, id.0, body.0).await.map(Json)
}

/// Take a campaign out again, for the staff
///
/// One that its brand put away, as the brand can.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = CampaignId, Path, description = "The campaign.")), responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/managed/{id}/restore")]
async fn restore_managed_campaign(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CampaignId>,
) -> ApiResult<Json<Campaign>> {
    managed::restore(&state, &context, &who.user, id.0).await.map(Json)
}

/// List the revisions of a campaign, for the staff
///
/// Newest first, each with what is different from the one before. A hundred are kept.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = CampaignId, Path, description = "The campaign."), RevisionQuery),
    responses((status = 200, body = Page<Revision>)))]
#[get("/api/campaigns/managed/{id}/revisions")]
async fn list_managed_campaign_revisions(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    id: Path<CampaignId>,
    query: ValidQuery<RevisionQuery>,
) -> ApiResult<Json<Page<Revision>>> {
    let campaign = managed::find(&state, id.0).await?;
    revisions::list(&state, campaign.id, &query.0).await.map(Json)
}

/// Set a campaign back to a revision, for the staff
///
/// As its brand can.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = CampaignId, Path, description = "The campaign."),
        ("revision" = u32, Path, description = "The number of the revision.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/managed/{id}/revisions/{revision}/revert")]
async fn revert_managed_campaign(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<(CampaignId, u32)>,
) -> ApiResult<Json<Campaign>> {
    let (id, revision) = path.0;
    let campaign = managed::find(&state, id).await?;
    revisions::revert(&state, &context, &who.user, Actor::Staff, &campaign, revision).await?;
    managed::get(&state, id).await.map(Json)
}
