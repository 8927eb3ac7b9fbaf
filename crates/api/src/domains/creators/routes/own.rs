//! One's own creator profile.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, patch, post, put};
use shared::creators::{CreateCreator, Creator, ReplaceNetworks, ReplaceRates, UpdateCreator};

use super::super::service;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(create_creator)
        .service(get_own_creator)
        .service(update_creator)
        .service(trash_creator)
        .service(restore_creator)
        .service(replace_networks)
        .service(replace_rates);
}

/// Become a creator
///
/// The account acts as a creator from now on, beside whatever else it is. The profile begins with a name; what is still
/// missing to apply to campaigns stands in `completeness`.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    request_body = CreateCreator, responses((status = 201, body = Creator)))]
#[post("/api/creators")]
async fn create_creator(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateCreator>,
) -> ApiResult<HttpResponse> {
    let creator = service::own::create(&state, &context, &who.0, &body.0).await?;
    Ok(HttpResponse::Created().json(creator))
}

/// Show one's own creator profile
///
/// Everything, with who may see which part of it, and what is missing to apply.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Creator)))]
#[get("/api/creators/me")]
async fn get_own_creator(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Creator>> {
    service::own::get(&state, &who.0).await.map(Json)
}

/// Change one's own creator profile
///
/// What is absent stays; an empty text takes a part away. Networks, rates and the portfolio have addresses of their own.
/// The level and what is verified are granted by the staff.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    request_body = UpdateCreator, responses((status = 200, body = Creator)))]
#[patch("/api/creators/me")]
async fn update_creator(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<UpdateCreator>,
) -> ApiResult<Json<Creator>> {
    service::own::update(&state, &context, &who.0, body.0).await.map(Json)
}

/// Throw one's own creator profile away
///
/// Nobody sees it any more, and it cannot be changed. For thirty days it can be brought back; then it is removed for good,
/// with its pictures and its earlier states. The account stays.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Creator)))]
#[delete("/api/creators/me")]
async fn trash_creator(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Creator>> {
    service::trash::throw_own(&state, &context, &who.0).await.map(Json)
}

/// Bring one's own creator profile back out of the trash
///
/// As it was. What the staff put there, only the staff brings back.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Creator)))]
#[post("/api/creators/me/restore")]
async fn restore_creator(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Creator>> {
    service::trash::restore_own(&state, &context, &who.0).await.map(Json)
}

/// Replace the list of one's accounts of networks
///
/// Each is given by its address, by its name with `@` or by its bare name; the name is what is kept. What names no account
/// is refused with the right form shown. An account that was verified stays so as long as it stands in the list.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    request_body = ReplaceNetworks, responses((status = 200, body = Creator)))]
#[put("/api/creators/me/networks")]
async fn replace_networks(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ReplaceNetworks>,
) -> ApiResult<Json<Creator>> {
    service::own::replace_networks(&state, &context, &who.0, &body.0).await.map(Json)
}

/// Replace one's rate card
///
/// The same content can stand there in several currencies, and with several notes; nothing is exchanged.
#[utoipa::path(tag = "creators", extensions(("x-who" = json!("account"))),
    request_body = ReplaceRates, responses((status = 200, body = Creator)))]
#[put("/api/creators/me/rates")]
async fn replace_rates(
    who: SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ReplaceRates>,
) -> ApiResult<Json<Creator>> {
    service::own::replace_rates(&state, &context, &who.0, body.0).await.map(Json)
}
