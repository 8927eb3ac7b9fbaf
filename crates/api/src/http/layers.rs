//! What surrounds every request: its context, a span in the log, a time limit, and the promise that every failure is
//! a problem document, panics included.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError, web};
use futures::FutureExt;
use shared::error::ErrorCode;
use tracing::{Instrument, Level};

use super::aliases::{self, Aliases};
use super::context::{CURRENT, Current, REQUEST_ID};
use super::error::PROBLEM_JSON;
use super::{ApiError, RequestContext, headers};

/// How requests are treated; app data.
#[derive(Debug, Clone, Copy)]
pub struct Treatment {
    /// How many proxies in front add to `X-Forwarded-For`.
    pub trusted_proxies: u8,
    /// The longest that making an answer may take; its body may take longer.
    pub time_limit: Duration,
    /// Whether people come by https.
    pub https: bool,
    /// Addresses that orchestrators and balancers ask for all day. That such a request went well is only logged at
    /// `debug`: it would bury the rest.
    pub probes: &'static [&'static str],
    /// Addresses that mean others.
    pub aliases: Aliases,
}

/// The request at a level, for the log lines of whatever happens in it.
macro_rules! span {
    ($level:expr, $request:expr, $context:expr) => {
        tracing::span!(
            $level,
            "request",
            id = %$context.request_id,
            method = %$request.method(),
            path = $request.path(),
            ip = %$context.ip,
        )
    };
}

/// The outermost layer.
///
/// # Errors
/// Only with a finished problem document inside: where the request was lost on the way (a panic, the time limit), no
/// [`ServiceResponse`] can be made of it. Holding a copy of the request meanwhile would stop the router, which must be
/// its only owner.
pub async fn ground(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let treatment = request.app_data::<web::Data<Treatment>>().map(|data| ***data);
    let treatment = treatment.ok_or_else(|| ApiError::internal("no treatment of requests"))?;
    let context = RequestContext::of(&request, treatment.trusted_proxies);
    let probe = treatment.probes.contains(&request.path());
    let span =
        if probe { span!(Level::DEBUG, request, context) } else { span!(Level::INFO, request, context) };
    let is_api = request.path() == "/api" || request.path().starts_with("/api/");
    let id = HeaderValue::from_str(&context.request_id).ok();
    let current = Current { request_id: context.request_id.clone(), locale: context.locale };
    request.extensions_mut().insert(context);
    aliases::follow(&mut request, treatment.aliases);
    let finish = |headers: &mut HeaderMap| {
        headers::secure(headers, treatment.https);
        if is_api && !headers.contains_key(CACHE_CONTROL) {
            // No cache keeps what was meant for one reader.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if let Some(id) = id {
            headers.insert(REQUEST_ID, id);
        }
    };
    // Boxed, so that what is wrapped around it does not move it about.
    let answer = Box::pin(answer(request, next, treatment.time_limit, probe)).instrument(span);
    match CURRENT.scope(current, answer).await {
        Ok(mut response) => {
            finish(response.headers_mut());
            Ok(response)
        }
        Err(mut response) => {
            finish(response.headers_mut());
            Err(InternalError::from_response("the request was lost", response).into())
        }
    }
}

/// The answer; without its request where that was lost.
async fn answer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    time_limit: Duration,
    probe: bool,
) -> Result<ServiceResponse<BoxBody>, HttpResponse> {
    let started = Instant::now();
    let outcome = tokio::time::timeout(time_limit, AssertUnwindSafe(next.call(request)).catch_unwind()).await;
    let response = match outcome {
        Ok(Ok(Ok(response))) => Ok(tidy(response.map_into_boxed_body())),
        Ok(Ok(Err(error))) => Err(as_problem(&error)),
        Ok(Err(panic)) => Err(after_panic(panic.as_ref())),
        Err(_) => Err(ApiError::new(ErrorCode::TookTooLong).error_response()),
    };
    let status = response.as_ref().map_or_else(HttpResponse::status, ServiceResponse::status);
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if probe && status.is_success() {
        tracing::debug!(status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::info!(status = status.as_u16(), milliseconds, "answered");
    }
    response
}

/// A failure that did not come from our own code (the router, a body reader) as a problem of the same status.
fn as_problem(error: &Error) -> HttpResponse {
    match error.as_error::<ApiError>() {
        Some(error) => error.error_response(),
        None => ApiError::new(code_for(error.as_response_error().status_code()))
            .detail(error.to_string())
            .error_response(),
    }
}

fn after_panic(panic: &(dyn std::any::Any + Send)) -> HttpResponse {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    ApiError::internal(format!("panic: {}", text.unwrap_or_default())).error_response()
}

/// Makes sure that an error is a problem document.
fn tidy(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if is_error && response.headers().get(CONTENT_TYPE) != Some(&PROBLEM_JSON) {
        let request = response.request().clone();
        return ServiceResponse::new(request, ApiError::new(code_for(status)).error_response());
    }
    response
}

/// The code that stands for a bare status.
fn code_for(status: StatusCode) -> ErrorCode {
    match status.as_u16() {
        401 => ErrorCode::Unauthenticated,
        403 => ErrorCode::Forbidden,
        404 => ErrorCode::RouteNotFound,
        405 => ErrorCode::MethodNotAllowed,
        406 => ErrorCode::NotAcceptable,
        408 => ErrorCode::RequestTimeout,
        409 => ErrorCode::Conflict,
        412 => ErrorCode::PreconditionFailed,
        413 => ErrorCode::PayloadTooLarge,
        414 => ErrorCode::UriTooLong,
        415 => ErrorCode::UnsupportedMediaType,
        416 => ErrorCode::RangeNotSatisfiable,
        417 => ErrorCode::ExpectationFailed,
        422 => ErrorCode::ValidationFailed,
        429 => ErrorCode::TooManyRequests,
        431 => ErrorCode::HeadersTooLarge,
        503 => ErrorCode::Unavailable,
        504 => ErrorCode::TookTooLong,
        400..=499 => ErrorCode::BadRequest,
        _ => ErrorCode::Internal,
    }
}
