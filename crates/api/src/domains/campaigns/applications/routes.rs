//! `/api/campaigns/{id}/applications` and `/api/campaigns/applications`.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::campaigns::{
    AcceptCounter, Application, ApplicationQuery, ApplicationSummary, Apply, BriefVersion,
    ConfirmApplication, CounterOffer, MakeOffer, RejectApplication,
};
use shared::id::{ApplicationId, CampaignId};
use shared::page::Page;

use super::super::access::{BrandsCampaign, Look as LookAtCampaign};
use super::access::{Accept, Confirm, Counter, Look, Offer, PartyTo, Reject, Shortlist, Withdraw};
use super::service::{Hand, apply, brand, creator, read, sign};
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_own_applications)
        .service(get_application)
        .service(get_application_brief)
        .service(shortlist_application)
        .service(offer_application)
        .service(accept_application)
        .service(reject_application)
        .service(counter_application)
        .service(confirm_application)
        .service(withdraw_application)
        .service(list_campaign_applications)
        .service(create_application);
}

/// Apply to a campaign
///
/// Once for each creator and campaign, with a complete creator profile that meets what is asked for. The profile as it is
/// now is kept with the application, and the brand sees all of it.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), request_body = Apply,
    params(("id" = CampaignId, Path, description = "The campaign.")),
    responses((status = 201, body = Application)))]
#[post("/api/campaigns/{id}/applications")]
async fn create_application(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<CampaignId>,
    body: ValidJson<Apply>,
) -> ApiResult<HttpResponse> {
    let application = apply::apply(&state, &context, &who.0, id.0, body.0).await?;
    Ok(HttpResponse::Created().json(application))
}

/// List the applications to a campaign
///
/// Oldest first. For its brand.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign."), ApplicationQuery),
    responses((status = 200, body = Page<ApplicationSummary>)))]
#[get("/api/campaigns/{id}/applications")]
async fn list_campaign_applications(
    who: BrandsCampaign<LookAtCampaign>,
    state: Data<AppState>,
    query: ValidQuery<ApplicationQuery>,
) -> ApiResult<Json<Page<ApplicationSummary>>> {
    read::of_campaign(&state, who.campaign.id, &query.0).await.map(Json)
}

/// List one's own applications
///
/// Newest first.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), params(ApplicationQuery),
    responses((status = 200, body = Page<ApplicationSummary>)))]
#[get("/api/campaigns/applications/mine")]
async fn list_own_applications(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<ApplicationQuery>,
) -> ApiResult<Json<Page<ApplicationSummary>>> {
    read::of_user(&state, who.0.id, &query.0).await.map(Json)
}

/// Show an application
///
/// To its creator and to everybody in the brand's workspace: every offer, and what was signed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[get("/api/campaigns/applications/{id}")]
async fn get_application(party: PartyTo<Look>, state: Data<AppState>) -> ApiResult<Json<Application>> {
    read::get(&state, &party.application).await.map(Json)
}

/// Show the brief of an application
///
/// The version that was signed, which never changes; before that, the newest one, which would be signed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = BriefVersion)))]
#[get("/api/campaigns/applications/{id}/brief")]
async fn get_application_brief(party: PartyTo<Look>, state: Data<AppState>) -> ApiResult<Json<BriefVersion>> {
    read::brief(&state, &party.application, &party.campaign).await.map(Json)
}

/// Take an application on the shortlist
///
/// For owners, administrators and members of the brand. Terms can be offered from then on.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/shortlist")]
async fn shortlist_application(
    party: PartyTo<Shortlist>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Application>> {
    brand::shortlist(&state, Hand::of(&party, &context)).await.map(Json)
}

/// Offer terms
///
/// To somebody on the shortlist: what the campaign says, or other terms. It takes the place of what lay on the table. The
/// creator signs it or asks for other terms. An application can have 20 offers of both sides.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = MakeOffer,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/offer")]
async fn offer_application(
    party: PartyTo<Offer>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<MakeOffer>,
) -> ApiResult<Json<Application>> {
    brand::offer(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Accept a creator's terms
///
/// They become the brand's own offer, which the creator then signs.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = AcceptCounter,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/accept")]
async fn accept_application(
    party: PartyTo<Accept>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<AcceptCounter>,
) -> ApiResult<Json<Application>> {
    brand::accept(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Decline an application
///
/// With a reason, if one is given, which the creator reads. It stays declined.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    request_body = RejectApplication,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/reject")]
async fn reject_application(
    party: PartyTo<Reject>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<RejectApplication>,
) -> ApiResult<Json<Application>> {
    brand::reject(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Ask for other terms
///
/// For the creator, once on the shortlist. They take the place of what lay on the table.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = CounterOffer,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/counter")]
async fn counter_application(
    party: PartyTo<Counter>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CounterOffer>,
) -> ApiResult<Json<Application>> {
    creator::counter(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Sign an offer
///
/// For the creator, in person: by their name they sign the brand's last offer and the newest version of the brief, both as
/// they were read. It takes one of the campaign's slots and one delivery of the brand's package, and stands for good.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    request_body = ConfirmApplication, security(("bearer" = [])),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/confirm")]
async fn confirm_application(
    party: PartyTo<Confirm>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ConfirmApplication>,
) -> ApiResult<Json<Application>> {
    sign::confirm(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Take an application back
///
/// For the creator, until it is signed or declined. One cannot apply to the same campaign again.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application)))]
#[post("/api/campaigns/applications/{id}/withdraw")]
async fn withdraw_application(
    party: PartyTo<Withdraw>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Application>> {
    creator::withdraw(&state, Hand::of(&party, &context)).await.map(Json)
}
