//! What a request shows to say who it speaks for: an access token or an API key.

use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName};
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest};
use futures::future::{Either, ready};
use shared::error::ErrorCode;

use super::{CurrentUser, Via};
use crate::app::AppState;
use crate::domains::identity::opaque::API_KEY_MARK;
use crate::domains::identity::rules::scopes::needed;
use crate::domains::identity::service;
use crate::domains::identity::service::presence::Use;
use crate::http::{ApiError, ApiResult, Caller, RequestContext};

/// Where an API key may stand instead of in `Authorization`.
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// Loads whoever the request's token or key speaks for, and tells the layers around the handler.
pub(super) fn load(request: &HttpRequest) -> impl Future<Output = ApiResult<CurrentUser>> + use<> {
    let key = || header(request, &API_KEY).filter(|key| key.starts_with(API_KEY_MARK));
    let Some(shown) = bearer(request.headers()).or_else(key) else {
        // Whoever shows nothing is told so before anything is looked for.
        return Either::Left(ready(Err(ErrorCode::Unauthenticated.into())));
    };
    let state = request.app_data::<Data<AppState>>().cloned();
    let context = request.extensions().get::<RequestContext>().cloned();
    let is_key = shown.starts_with(API_KEY_MARK);
    // By the pattern and not by the address: how an address is written must not decide what it means.
    let pattern = if is_key { request.match_pattern() } else { None };
    let scope = pattern.and_then(|pattern| needed(request.method().as_str(), &pattern));
    // Boxed, so that whoever shows nothing does not carry the search about.
    Either::Right(Box::pin(async move {
        let state = state.ok_or_else(|| ApiError::internal("no state"))?;
        let context = context.ok_or_else(|| ApiError::internal("no request context"))?;
        if !is_key {
            let user = service::presence::who(&state, &shown).await?;
            // Who looks as somebody else uses up what is their own.
            let caller = user.viewer.unwrap_or(user.id);
            context.caller.tell(Caller { user: caller, key: None, per_minute: None });
            return Ok(user);
        }
        let asked = Use { scope, ip: context.ip.clone() };
        let (user, per_minute) = service::presence::behind_key(&state, &shown, &asked).await?;
        let key = match user.via {
            Via::Key(key) => Some(key),
            Via::Session { .. } => None,
        };
        context.caller.tell(Caller { user: user.id, key, per_minute: Some(per_minute) });
        Ok(user)
    }))
}

/// The token of the `Authorization` header. The scheme's case does not matter (RFC 9110).
pub(super) fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?.trim();
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

fn header(request: &HttpRequest, name: &HeaderName) -> Option<String> {
    request.headers().get(name)?.to_str().ok().map(|value| value.trim().to_owned())
}
