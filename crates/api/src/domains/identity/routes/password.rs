//! Passwords.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use shared::identity::{ChangePassword, ForgotPassword, ResetPassword};

use super::super::access::{Arriving, InPerson, Public};
use super::super::{cookies, service};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(change_password).service(forgot_password).service(reset_password);
}

/// Change one's own password
///
/// Ends every other session.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    request_body = ChangePassword, security(("bearer" = [])),
    responses((status = 204, description = "Changed.")))]
#[post("/api/identity/password/change")]
async fn change_password(
    who: InPerson<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ChangePassword>,
) -> ApiResult<HttpResponse> {
    service::password::change(&state, &context, &who.0, who.session(), body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for a link that resets a password
///
/// The answer is the same whether there is an account or not. The link is good once, for one hour.
#[utoipa::path(tag = "identity", request_body = ForgotPassword, security(()),
    responses((status = 202, description = "If there is an account, a link is on its way.")))]
#[post("/api/identity/password/forgot")]
async fn forgot_password(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ForgotPassword>,
) -> ApiResult<HttpResponse> {
    service::password::forgot(&state, &context, body.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Set a new password with a mailed link
///
/// Ends every session. Sign in with the new password afterwards.
#[utoipa::path(tag = "identity", request_body = ResetPassword, security(()),
    responses((status = 204, description = "Changed.")))]
#[post("/api/identity/password/reset")]
async fn reset_password(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<ResetPassword>,
) -> ApiResult<HttpResponse> {
    let mark = service::password::reset(&state, &context, cookies::device_of(&request), body.0).await?;
    Ok(HttpResponse::NoContent().cookie(cookies::device(&state, mark)).finish())
}
