//! Coming in, and one's own account.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use shared::identity::{Me, Register, SignIn, SignedIn, UpdateMe};

use super::super::access::{self, Arriving, Public};
use super::super::{cookies, service};
use super::entered;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(register).service(sign_in).service(get_me).service(update_me);
}

/// Open an account
///
/// Signs the owner in at once: the access token is in the answer, the refresh token in the cookie `avenue_refresh`.
/// A link that proves the address is mailed.
#[utoipa::path(tag = "identity", request_body = Register, security(()),
    responses((status = 201, body = SignedIn)))]
#[post("/api/identity/register")]
async fn register(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<Register>,
) -> ApiResult<HttpResponse> {
    let entry = service::register::register(&state, &context, cookies::device_of(&request), body.0).await?;
    entered(&state, &context, &request, StatusCode::CREATED, entry).await
}

/// Sign in
///
/// The access token is in the answer, the refresh token in the cookie `avenue_refresh`. Whether it was the email or the
/// password that was wrong is not said. Where the account has a second factor, the answer to the right password is the
/// problem `second_factor_required`: its `second_factor.challenge` and a code complete the sign-in at
/// `POST /api/identity/sign-in/second-factor`.
#[utoipa::path(tag = "identity", extensions(("x-idempotency-key" = json!("ignored"))),
    request_body = SignIn, security(()),
    responses((status = 200, body = SignedIn)))]
#[post("/api/identity/sign-in")]
async fn sign_in(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<SignIn>,
) -> ApiResult<HttpResponse> {
    let entry = service::sign_in::sign_in(&state, &context, cookies::device_of(&request), body.0).await?;
    entered(&state, &context, &request, StatusCode::OK, entry).await
}

/// Show one's own account
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    responses((status = 200, body = Me)))]
#[get("/api/identity/me")]
async fn get_me(who: Arriving, state: Data<AppState>) -> ApiResult<Json<Me>> {
    service::account::me(&state, &who.0).await.map(Json)
}

/// Change one's own names and language
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    request_body = UpdateMe, responses((status = 200, body = Me)))]
#[patch("/api/identity/me")]
async fn update_me(
    who: access::SignedIn,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<UpdateMe>,
) -> ApiResult<Json<Me>> {
    service::account::update(&state, &context, &who.0, body.0).await.map(Json)
}
