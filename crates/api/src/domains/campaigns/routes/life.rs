//! Moving a campaign on.

use actix_web::post;
use actix_web::web::{Data, Json};
use shared::campaigns::{Campaign, CancelCampaign};
use shared::id::CampaignId;

use super::super::access::{Archive, BrandsCampaign, Cancel, Close, Complete, Publish, Restore};
use super::super::service::life::{self, Hand};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(publish_campaign)
        .service(close_campaign)
        .service(complete_campaign)
        .service(cancel_campaign)
        .service(archive_campaign)
        .service(restore_campaign);
}

/// Publish a campaign
///
/// A draft whose deadline is to come: creators find it and apply from now on. What it says is version 1 of what they sign.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/publish")]
async fn publish_campaign(
    who: BrandsCampaign<Publish>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Campaign>> {
    life::publish(&state, Hand::of(&who, &context)).await.map(Json)
}

/// Close a campaign
///
/// Nobody can apply any more; who has applied is decided on. Without this it closes at the end of its last day.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/close")]
async fn close_campaign(
    who: BrandsCampaign<Close>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Campaign>> {
    life::close(&state, Hand::of(&who, &context)).await.map(Json)
}

/// Complete a campaign
///
/// A closed one, when everything was done. Applications that nobody decided on are declined in the background.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/complete")]
async fn complete_campaign(
    who: BrandsCampaign<Complete>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Campaign>> {
    life::complete(&state, Hand::of(&who, &context)).await.map(Json)
}

/// Cancel a campaign
///
/// With a reason, which whoever applied is told. For owners and administrators of the brand, until it is completed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = CancelCampaign,
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/cancel")]
async fn cancel_campaign(
    who: BrandsCampaign<Cancel>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CancelCampaign>,
) -> ApiResult<Json<Campaign>> {
    life::cancel(&state, Hand::of(&who, &context), body.0).await.map(Json)
}

/// Put a campaign away
///
/// Out of the brand's list; where it stands stays. A draft, or one that is completed or cancelled.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/archive")]
async fn archive_campaign(
    who: BrandsCampaign<Archive>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Campaign>> {
    life::archive(&state, Hand::of(&who, &context)).await.map(Json)
}

/// Take a campaign out again
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/restore")]
async fn restore_campaign(
    who: BrandsCampaign<Restore>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Campaign>> {
    life::restore(&state, Hand::of(&who, &context)).await.map(Json)
}
