//! Writing campaigns: beginning, changing, copying, and looking at them as their brand.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, patch, post};
use shared::campaigns::{BriefVersion, Campaign, CampaignPage, CreateCampaign, UpdateCampaign};
use shared::id::CampaignId;
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::super::access::{BrandsCampaign, Edit, Look, Revert};
use super::super::service::{discover, revisions, write};
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(create_campaign)
        .service(update_campaign)
        .service(get_own_campaign)
        .service(preview_campaign)
        .service(list_campaign_briefs)
        .service(list_campaign_revisions)
        .service(revert_campaign)
        .service(duplicate_campaign);
}

/// Begin a campaign
///
/// As a draft, which only its brand sees. For owners, administrators and members of the brand. The deadline is a day: it
/// lasts to the end of that day in the campaign's time zone.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    request_body = CreateCampaign, responses((status = 201, body = Campaign)))]
#[post("/api/campaigns")]
async fn create_campaign(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateCampaign>,
) -> ApiResult<HttpResponse> {
    let campaign = write::create(&state, &context, &who.0, body.0).await?;
    Ok(HttpResponse::Created().json(campaign))
}

/// Change a campaign
///
/// A draft, or a published one: there a change of the title, the brief or the compensation makes a new version, which is
/// what creators sign from then on. What is absent stays. Slots cannot be fewer than are confirmed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = UpdateCampaign,
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[patch("/api/campaigns/{id}")]
async fn update_campaign(
    who: BrandsCampaign<Edit>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<UpdateCampaign>,
) -> ApiResult<Json<Campaign>> {
    write::update(&state, &context, &who.user, who.actor, &who.campaign, body.0).await.map(Json)
}

/// Show a campaign to its brand
///
/// With what only its workspace sees: how many applications stand where, and the revision to change it by.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Campaign)))]
#[get("/api/campaigns/{id}/own")]
async fn get_own_campaign(who: BrandsCampaign<Look>) -> Json<Campaign> {
    Json(who.campaign.to_campaign())
}

/// Preview a campaign
///
/// As everybody would see it, also while it is a draft. For its brand.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = CampaignPage)))]
#[get("/api/campaigns/{id}/preview")]
async fn preview_campaign(who: BrandsCampaign<Look>, state: Data<AppState>) -> ApiResult<Json<CampaignPage>> {
    discover::preview(&state, &who.campaign).await.map(Json)
}

/// List the versions of a campaign's brief
///
/// Newest first, at most 200; none before it was published.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 200, body = Vec<BriefVersion>)))]
#[get("/api/campaigns/{id}/briefs")]
async fn list_campaign_briefs(
    who: BrandsCampaign<Look>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<BriefVersion>>> {
    write::versions(&state, who.campaign.id).await.map(Json)
}

/// List the revisions of a campaign
///
/// Newest first, each with what is different from the one before, and who changed it. A hundred are kept.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign."), RevisionQuery),
    responses((status = 200, body = Page<Revision>)))]
#[get("/api/campaigns/{id}/revisions")]
async fn list_campaign_revisions(
    who: BrandsCampaign<Look>,
    state: Data<AppState>,
    query: ValidQuery<RevisionQuery>,
) -> ApiResult<Json<Page<Revision>>> {
    revisions::list(&state, who.campaign.id, &query.0).await.map(Json)
}

/// Set a campaign back to a revision
///
/// It is a change like any other, so it can be undone: in a published campaign it makes a new version where what is signed
/// differs. A deadline that is over meanwhile stays as it is now, and slots that are taken stay.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign."),
        ("revision" = u32, Path, description = "The number of the revision.")),
    responses((status = 200, body = Campaign)))]
#[post("/api/campaigns/{id}/revisions/{revision}/revert")]
async fn revert_campaign(
    who: BrandsCampaign<Revert>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<(CampaignId, u32)>,
) -> ApiResult<Json<Campaign>> {
    let (_, revision) = path.0;
    revisions::revert(&state, &context, &who.user, who.actor, &who.campaign, revision).await.map(Json)
}

/// Copy a campaign into a new draft
///
/// Whatever became of it, with its deadline, which must be changed before publishing if it is over. Applications stay where
/// they are.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 201, body = Campaign)))]
#[post("/api/campaigns/{id}/duplicate")]
async fn duplicate_campaign(
    who: BrandsCampaign<Edit>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    let campaign = write::duplicate(&state, &context, &who.user, &who.campaign).await?;
    Ok(HttpResponse::Created().json(campaign))
}
