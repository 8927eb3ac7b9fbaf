//! What a request shows to say who it speaks for.

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use shared::error::ErrorCode;

use super::CurrentUser;
use crate::app::AppState;
use crate::domains::identity::service;
use crate::http::{ApiError, ApiResult};

/// Loads whoever the request's token speaks for.
pub(super) fn load(request: &HttpRequest) -> impl Future<Output = ApiResult<CurrentUser>> + use<> {
    let state = request.app_data::<Data<AppState>>().cloned();
    let token = bearer(request);
    async move {
        let state = state.ok_or_else(|| ApiError::internal("no state"))?;
        let token = token.ok_or(ErrorCode::Unauthenticated)?;
        service::presence::who(&state, &token).await
    }
}

/// The token of the `Authorization` header. The scheme's case does not matter (RFC 9110).
fn bearer(request: &HttpRequest) -> Option<String> {
    let (scheme, token) = request.headers().get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
