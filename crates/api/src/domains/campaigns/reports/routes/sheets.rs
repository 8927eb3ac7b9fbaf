//! Lists as spreadsheets.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use shared::campaigns::{
    ApplicationSheetQuery, CampaignSheetQuery, DashboardQuery, ManagedCampaignSheetQuery,
    ManagedMetricsSheetQuery, ManagedRatingSheetQuery,
};
use shared::id::{BrandId, CampaignId};

use super::super::super::access::{BrandsCampaign, Look, OfBrand};
use super::super::super::service::managed;
use super::super::sheets::{applications, campaigns, metrics, ratings};
use crate::app::AppState;
use crate::domains::identity::{SignedIn, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(export_managed_campaigns)
        .service(export_managed_applications)
        .service(export_managed_metrics)
        .service(export_managed_ratings)
        .service(export_brand_campaigns)
        .service(export_brand_metrics)
        .service(export_brand_ratings)
        .service(export_campaign_applications)
        .service(export_own_applications)
        .service(export_own_metrics)
        .service(export_own_ratings);
}

/// Export a brand's campaigns
///
/// As a spreadsheet (XLSX) in the language of the request: newest first, all that the filter shows. For everybody in the
/// brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("brand" = BrandId, Path, description = "The brand."), CampaignSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/of-brand/{brand}/campaigns")]
async fn export_brand_campaigns(
    who: OfBrand,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<CampaignSheetQuery>,
) -> ApiResult<HttpResponse> {
    campaigns::of_brand(&state, who.brand, &query.0, context.locale).await
}

/// Export what the posts for a brand were counted
///
/// As a spreadsheet: a line for each post that was published in the period, with the newest confirmed figures and what it
/// cost. The period and the filters are those of the dashboard. For everybody in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("brand" = BrandId, Path, description = "The brand."), DashboardQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/of-brand/{brand}/metrics")]
async fn export_brand_metrics(
    who: OfBrand,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<DashboardQuery>,
) -> ApiResult<HttpResponse> {
    metrics::of_brand(&state, who.brand, &query.0, context.locale).await
}

/// Export the ratings of a brand
///
/// As a spreadsheet: those that the brand gave, and those that it got and everybody sees; newest first. For everybody in the
/// brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("brand" = BrandId, Path, description = "The brand.")),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/of-brand/{brand}/ratings")]
async fn export_brand_ratings(
    who: OfBrand,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    ratings::of_brand(&state, who.brand, context.locale).await
}

/// Export the applications to a campaign
///
/// As a spreadsheet: oldest first, all that the filter shows, with the creators as they were when they applied. For everybody
/// in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign."), ApplicationSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/of-campaign/{id}/applications")]
async fn export_campaign_applications(
    found: BrandsCampaign<Look>,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<ApplicationSheetQuery>,
) -> ApiResult<HttpResponse> {
    applications::of_campaign(&state, &found.campaign, &query.0, context.locale).await
}

/// Export one's own applications
///
/// As a spreadsheet: newest first, all that the filter shows.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), params(ApplicationSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/mine/applications")]
async fn export_own_applications(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<ApplicationSheetQuery>,
) -> ApiResult<HttpResponse> {
    applications::of_user(&state, who.0.id, &query.0, context.locale).await
}

/// Export what one's own posts were counted
///
/// As a spreadsheet: a line for each post that was published in the period, with the newest confirmed figures. The period and
/// the filters are those of the dashboard.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), params(DashboardQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/mine/metrics")]
async fn export_own_metrics(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<DashboardQuery>,
) -> ApiResult<HttpResponse> {
    metrics::of_user(&state, who.0.id, &query.0, context.locale).await
}

/// Export one's own ratings
///
/// As a spreadsheet: those that one gave as a creator, and those that one got and everybody sees; newest first.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/mine/ratings")]
async fn export_own_ratings(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    ratings::of_user(&state, who.0.id, context.locale).await
}

/// Export campaigns, for the staff
///
/// As a spreadsheet: newest first, all that the filter shows.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), params(ManagedCampaignSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/managed/campaigns")]
async fn export_managed_campaigns(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<ManagedCampaignSheetQuery>,
) -> ApiResult<HttpResponse> {
    campaigns::managed(&state, &query.0, context.locale).await
}

/// Export the applications to a campaign, for the staff
///
/// As a spreadsheet: oldest first, all that the filter shows, with the creators as they were when they applied.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = CampaignId, Path, description = "The campaign."), ApplicationSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/managed/campaigns/{id}/applications")]
async fn export_managed_applications(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CampaignId>,
    query: ValidQuery<ApplicationSheetQuery>,
) -> ApiResult<HttpResponse> {
    let campaign = managed::find(&state, id.0).await?;
    applications::of_campaign(&state, &campaign, &query.0, context.locale).await
}

/// Export figures, for the staff
///
/// As a spreadsheet: newest first, all that the filter shows, with every figure that was confirmed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), params(ManagedMetricsSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/managed/metrics")]
async fn export_managed_metrics(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<ManagedMetricsSheetQuery>,
) -> ApiResult<HttpResponse> {
    metrics::managed(&state, &query.0, context.locale).await
}

/// Export ratings, for the staff
///
/// As a spreadsheet: newest first, all that the filter shows, those that nobody sees yet too.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), params(ManagedRatingSheetQuery),
    responses((status = 200, description = "The sheet", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/campaigns/reports/managed/ratings")]
async fn export_managed_ratings(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    query: ValidQuery<ManagedRatingSheetQuery>,
) -> ApiResult<HttpResponse> {
    ratings::managed(&state, &query.0, context.locale).await
}
