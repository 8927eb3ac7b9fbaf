//! Proving that an address is one's own.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::identity::VerifyEmail;

use super::super::access::{Public, SignedIn};
use super::super::service;
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(verify_email).service(send_verification);
}

/// Prove an address with a mailed link
///
/// The link is good once, for two days.
#[utoipa::path(tag = "identity", request_body = VerifyEmail, security(()),
    responses((status = 204, description = "Proven.")))]
#[post("/api/identity/email/verify")]
async fn verify_email(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<VerifyEmail>,
) -> ApiResult<HttpResponse> {
    service::address::verify(&state, &context, &body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for a new link that proves one's address
///
/// None is mailed when it is proven already.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    responses((status = 202, description = "A link is on its way.")))]
#[post("/api/identity/email/verification")]
async fn send_verification(who: SignedIn, state: Data<AppState>) -> ApiResult<HttpResponse> {
    service::address::mail_link(&state, &who.0).await?;
    Ok(HttpResponse::Accepted().finish())
}
