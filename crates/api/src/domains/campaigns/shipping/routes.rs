//! `/api/campaigns/applications/{id}/shipment` and `/api/campaigns/{id}/shipments`.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use shared::campaigns::{ReportShipment, SendShipment, Shipment, ShipmentQuery, ShippingAddress};
use shared::id::{ApplicationId, CampaignId};
use shared::page::Page;

use super::super::access::{BrandsCampaign, Look as LookAtCampaign};
use super::super::applications::access::{Look, PartyTo};
use super::super::applications::rules::Role;
use super::super::applications::service::Hand;
use super::super::rules::moves::Actor;
use super::access::{Address, Dispatch, Receive, Report, Waive};
use super::service::{moves, read};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_shipment)
        .service(set_shipment_address)
        .service(send_shipment)
        .service(receive_shipment)
        .service(report_shipment)
        .service(waive_shipment)
        .service(list_campaign_shipments);
}

/// Show how a product comes to a creator
///
/// Once it is signed, where a product was agreed on. Where it is sent to shows to the creator, and to the brand's owner,
/// administrators and members as long as it is to come.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Shipment)))]
#[get("/api/campaigns/applications/{id}/shipment")]
async fn get_shipment(party: PartyTo<Look>, state: Data<AppState>) -> ApiResult<Json<Shipment>> {
    let shipment = read::load(&state, party.application.id).await?;
    Ok(Json(read::shown(&shipment, party.role)))
}

/// Say where a product is sent to
///
/// For the creator, until it is sent, and again when it came damaged or did not come. The phone is written as the whole
/// world writes it.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = ShippingAddress,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Shipment)))]
#[put("/api/campaigns/applications/{id}/shipment/address")]
async fn set_shipment_address(
    party: PartyTo<Address>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ShippingAddress>,
) -> ApiResult<Json<Shipment>> {
    moves::address(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Send a product
///
/// With its carrier and the carrier's number; again after it came damaged or did not come. For owners, administrators and
/// members of the brand. If the creator says nothing until `due_at`, it counts as received.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = SendShipment,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Shipment)))]
#[post("/api/campaigns/applications/{id}/shipment/send")]
async fn send_shipment(
    party: PartyTo<Dispatch>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<SendShipment>,
) -> ApiResult<Json<Shipment>> {
    moves::send(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Say that a product came
///
/// For the creator. The time to deliver begins.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Shipment)))]
#[post("/api/campaigns/applications/{id}/shipment/receive")]
async fn receive_shipment(
    party: PartyTo<Receive>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Shipment>> {
    moves::receive(&state, Hand::of(&party, &context)).await.map(Json)
}

/// Say that a product came damaged, is another, or did not come
///
/// For the creator. The brand is to send it again; the time to deliver does not begin before that.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = ReportShipment,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Shipment)))]
#[post("/api/campaigns/applications/{id}/shipment/report")]
async fn report_shipment(
    party: PartyTo<Report>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ReportShipment>,
) -> ApiResult<Json<Shipment>> {
    moves::report(&state, Hand::of(&party, &context), body.0).await.map(Json)
}

/// Say that nothing is to be sent
///
/// Such as for a service, or what is fetched. For the creator until it is sent, and for the brand until there is an
/// address. The time to deliver begins.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Shipment)))]
#[post("/api/campaigns/applications/{id}/shipment/waive")]
async fn waive_shipment(
    party: PartyTo<Waive>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Shipment>> {
    moves::waive(&state, Hand::of(&party, &context)).await.map(Json)
}

/// List the products of a campaign
///
/// In the order in which creators applied. For its brand; viewers see no addresses.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign."), ShipmentQuery),
    responses((status = 200, body = Page<Shipment>)))]
#[get("/api/campaigns/{id}/shipments")]
async fn list_campaign_shipments(
    who: BrandsCampaign<LookAtCampaign>,
    state: Data<AppState>,
    query: ValidQuery<ShipmentQuery>,
) -> ApiResult<Json<Page<Shipment>>> {
    let role = match who.actor {
        Actor::Owner => Role::Owner,
        Actor::Admin => Role::Admin,
        Actor::Member => Role::Member,
        Actor::Viewer | Actor::Staff | Actor::Outsider => Role::Viewer,
    };
    read::of_campaign(&state, who.campaign.id, role, &query.0).await.map(Json)
}
