//! Who looks as somebody else changes nothing: one place, before every handler, whoever may call it.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};
use shared::error::ErrorCode;

use super::shown::bearer;
use crate::app::AppState;
use crate::domains::identity::tokens;
use crate::http::ApiError;

/// What who looks may send besides reading: that they leave.
const LEAVING: (Method, &str) = (Method::DELETE, "/api/identity/view");

/// Refuses whatever comes with the token of a look and is no reading. Also where anybody may call: what was meant for the
/// other account must not happen to anybody.
///
/// # Errors
/// Those of what lies below.
pub async fn only_looking<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<BoxBody, B>>, Error> {
    if is_refused(&request).await {
        let refusal = ApiError::new(ErrorCode::OnlyLooking).error_response();
        return Ok(request.into_response(refusal).map_into_left_body());
    }
    Ok(next.call(request).await?.map_into_right_body())
}

async fn is_refused(request: &ServiceRequest) -> bool {
    let reading = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let leaving = (request.method(), request.path()) == (&LEAVING.0, LEAVING.1);
    if reading || leaving {
        return false;
    }
    let state = request.app_data::<Data<AppState>>();
    let (Some(state), Some(token)) = (state, bearer(request.headers())) else { return false };
    tokens::read(state, &token).await.is_ok_and(|claims| claims.act.is_some())
}
