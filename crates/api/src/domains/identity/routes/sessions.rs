//! Staying in and going out.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::{Prove, Session, SignedIn};

use super::super::access::{Arriving, InPerson, Public};
use super::super::{cookies, service};
use super::{left, renewed};
use crate::app::AppState;
use crate::http::origin::OwnOrigin;
use crate::http::{ApiError, ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(refresh_session)
        .service(prove)
        .service(sign_out)
        .service(sign_out_everywhere)
        .service(list_sessions)
        .service(revoke_session);
}

/// Renew one's access
///
/// Takes the refresh token from the cookie `avenue_refresh` and exchanges it: the next one is in the cookie, the access
/// token in the answer. A token is good once; showing one again ends the session. Of several requests with the same
/// token at the same time one wins and the others get 409: try again with the new cookie.
#[utoipa::path(tag = "identity", extensions(("x-idempotency-key" = json!("ignored"))),
    security(()), responses((status = 200, body = SignedIn)))]
#[post("/api/identity/refresh")]
async fn refresh_session(
    _: Public,
    _: OwnOrigin,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
) -> Result<HttpResponse, actix_web::Error> {
    match service::refresh::refresh(&state, &context, cookies::refresh_of(&request)).await {
        Ok(entry) => Ok(renewed(&state, StatusCode::OK, entry.refresh, entry.device, &entry.answer)),
        Err(error) => Err(without_cookie(&state, error)),
    }
}

/// Takes a useless cookie away with the error.
fn without_cookie(state: &AppState, error: ApiError) -> actix_web::Error {
    if error.code() != ErrorCode::InvalidRefreshToken {
        return error.into();
    }
    let mut response = actix_web::ResponseError::error_response(&error);
    match response.add_cookie(&cookies::no_refresh(state)) {
        Ok(()) => actix_web::error::InternalError::from_response(error, response).into(),
        Err(_) => error.into(),
    }
}

/// Prove again who one is
///
/// What cannot be undone, or lets data out, asks for a fresh sign-in: it answers `fresh_sign_in_required` when the last
/// proof is older than ten minutes (unless the platform is set otherwise). This renews the proof for the session that asks;
/// then repeat the call. Renewing access proves nothing.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving")), ("x-idempotency-key" = json!("ignored"))),
    request_body = Prove, security(("bearer" = [])),
    responses((status = 204, description = "Proven.")))]
#[post("/api/identity/prove")]
async fn prove(
    who: InPerson<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<Prove>,
) -> ApiResult<HttpResponse> {
    service::prove::prove(&state, &context, &who.0, who.session(), body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sign out on this device
///
/// Ends the session of the cookie `avenue_refresh`, if there is one, and takes the cookie away.
#[utoipa::path(tag = "identity", extensions(("x-idempotency-key" = json!("ignored"))),
    security(()), responses((status = 204, description = "Signed out.")))]
#[post("/api/identity/sign-out")]
async fn sign_out(
    _: Public,
    _: OwnOrigin,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    service::sessions::sign_out(&state, &context, cookies::refresh_of(&request)).await?;
    Ok(left(&state))
}

/// Sign out on every device
///
/// This one too.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    security(("bearer" = [])), responses((status = 204, description = "Signed out.")))]
#[post("/api/identity/sign-out-everywhere")]
async fn sign_out_everywhere(
    who: InPerson<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    service::sessions::sign_out_everywhere(&state, &context, &who.0).await?;
    Ok(left(&state))
}

/// List one's own sessions
///
/// The devices that are signed in, last seen first.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    responses((status = 200, body = Vec<Session>)))]
#[get("/api/identity/sessions")]
async fn list_sessions(who: Arriving, state: Data<AppState>) -> ApiResult<Json<Vec<Session>>> {
    service::sessions::list(&state, &who.0).await.map(Json)
}

/// Sign another device out
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    security(("bearer" = [])), params(("id" = SessionId, Path, description = "The session.")),
    responses((status = 204, description = "Its next request is refused.")))]
#[delete("/api/identity/sessions/{id}")]
async fn revoke_session(
    who: InPerson<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<SessionId>,
) -> ApiResult<HttpResponse> {
    service::sessions::revoke(&state, &context, &who.0, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
