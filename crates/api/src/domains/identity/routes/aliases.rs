//! The old platform's addresses of the same handlers.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use shared::identity::{Me, Register, SignIn, SignedIn};
use utoipa_actix_web::service_config::ServiceConfig;

use super::super::access::{Arriving, Public};
use super::super::{cookies, service};
use super::entered;
use crate::app::AppState;
use crate::http::{ApiResult, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(register_alias).service(sign_in_alias).service(get_me_alias);
}

/// Open an account (alias of `POST /api/identity/register`)
#[utoipa::path(tag = "identity", request_body = Register, security(()),
    responses((status = 201, body = SignedIn)))]
#[post("/api/auth/register")]
async fn register_alias(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<Register>,
) -> ApiResult<HttpResponse> {
    let entry = service::register::register(&state, &context, cookies::device_of(&request), body.0).await?;
    Ok(entered(&state, StatusCode::CREATED, entry))
}

/// Sign in (alias of `POST /api/identity/sign-in`)
#[utoipa::path(tag = "identity", request_body = SignIn, security(()),
    responses((status = 200, body = SignedIn)))]
#[post("/api/auth/login")]
async fn sign_in_alias(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<SignIn>,
) -> ApiResult<HttpResponse> {
    let entry = service::sign_in::sign_in(&state, &context, cookies::device_of(&request), body.0).await?;
    Ok(entered(&state, StatusCode::OK, entry))
}

/// Show one's own account (alias of `GET /api/identity/me`)
#[utoipa::path(tag = "identity", responses((status = 200, body = Me)))]
#[get("/api/auth/me")]
async fn get_me_alias(who: Arriving, state: Data<AppState>) -> ApiResult<Json<Me>> {
    service::account::me(&state, &who.0).await.map(Json)
}
