//! The second factor: at the door, and on one's own account.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use shared::id::UserId;
use shared::identity::{
    CompleteSignIn, ConfirmSecondFactor, RecoveryCodes, SecondFactor, SecondFactorSetup, SignedIn,
};

use super::super::access::{self, Arriving, Fresh, InPerson, Public, Staff, may};
use super::super::{cookies, service};
use super::entered;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(complete_sign_in)
        .service(get_second_factor)
        .service(begin_second_factor)
        .service(confirm_second_factor)
        .service(renew_recovery_codes)
        .service(turn_off_second_factor)
        .service(reset_second_factor);
}

/// Complete a sign-in with the second factor
///
/// Takes the challenge of the problem `second_factor_required` and a code: of the authenticator app, or a recovery code.
/// Each code is good once. The challenge is good for five minutes and five codes; after that, sign in again.
#[utoipa::path(tag = "identity", extensions(("x-idempotency-key" = json!("ignored"))),
    request_body = CompleteSignIn, security(()),
    responses((status = 200, body = SignedIn)))]
#[post("/api/identity/sign-in/second-factor")]
async fn complete_sign_in(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<CompleteSignIn>,
) -> ApiResult<HttpResponse> {
    let device = cookies::device_of(&request);
    let entry = service::admission::complete(&state, &context, device, body.0).await?;
    entered(&state, &context, &request, StatusCode::OK, entry).await
}

/// Show how it stands with one's own second factor
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    security(("bearer" = [])), responses((status = 200, body = SecondFactor)))]
#[get("/api/identity/second-factor")]
async fn get_second_factor(who: InPerson<Arriving>, state: Data<AppState>) -> ApiResult<Json<SecondFactor>> {
    service::second_factor::show(&state, &who.0).await.map(Json)
}

/// Begin to set up a second factor
///
/// Gives what an authenticator app needs to know, this once. It counts from when a code of it confirms it. Asks for a
/// fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    security(("bearer" = [])), responses((status = 200, body = SecondFactorSetup)))]
#[post("/api/identity/second-factor")]
async fn begin_second_factor(
    who: Fresh<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<SecondFactorSetup>> {
    service::second_factor::begin(&state, &context, &who.0).await.map(Json)
}

/// Turn the second factor on with a first code
///
/// From now on signing in asks for it. The recovery codes are shown this once.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("arriving"))),
    request_body = ConfirmSecondFactor, security(("bearer" = [])),
    responses((status = 200, body = RecoveryCodes)))]
#[post("/api/identity/second-factor/confirm")]
async fn confirm_second_factor(
    who: InPerson<Arriving>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ConfirmSecondFactor>,
) -> ApiResult<Json<RecoveryCodes>> {
    service::second_factor::confirm(&state, &context, &who.0, &body.0).await.map(Json)
}

/// Make new recovery codes
///
/// Those before are worth nothing from now on. Asks for a fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 200, body = RecoveryCodes)))]
#[post("/api/identity/second-factor/recovery-codes")]
async fn renew_recovery_codes(
    who: Fresh<access::SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<RecoveryCodes>> {
    service::second_factor::renew_recovery_codes(&state, &context, &who.0).await.map(Json)
}

/// Turn one's own second factor off
///
/// Refused to administrators where the platform asks them for one. Asks for a fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 204, description = "Off.")))]
#[delete("/api/identity/second-factor")]
async fn turn_off_second_factor(
    who: Fresh<access::SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    service::second_factor::turn_off(&state, &context, &who.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take an account's second factor away
///
/// For somebody who has lost app and recovery codes; make sure that it is them. Only somebody with all of the account's
/// permissions can. Asks for a fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("staff"))),
    params(("id" = UserId, Path, description = "The account.")),
    security(("bearer" = [])), responses((status = 204, description = "Gone.")))]
#[delete("/api/identity/users/{id}/second-factor")]
async fn reset_second_factor(
    who: Fresh<Staff<may::ManageUsers>>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<UserId>,
) -> ApiResult<HttpResponse> {
    service::second_factor::reset(&state, &context, &who.user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
