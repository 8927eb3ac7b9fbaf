//! What surrounds every request: its context, a span in the log, a time limit, and the promise that every failure is
//! a problem document, panics included.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError, web};
use futures::FutureExt;
use shared::error::ErrorCode;
use tracing::Instrument;

use super::context::{CURRENT, REQUEST_ID};
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
}

/// The outermost layer.
///
/// # Errors
/// None of its own: what comes back is always a response.
pub async fn ground(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let treatment = request.app_data::<web::Data<Treatment>>().map(|data| ***data);
    let treatment = treatment.ok_or_else(|| ApiError::internal("no treatment of requests"))?;
    let context = RequestContext::of(&request, treatment.trusted_proxies);
    let span = tracing::info_span!(
        "request",
        id = %context.request_id,
        method = %request.method(),
        path = request.path(),
        ip = %context.ip,
    );
    request.extensions_mut().insert(context.clone());
    let id = HeaderValue::from_str(&context.request_id);
    let mut response =
        CURRENT.scope(context, answer(request, next, treatment.time_limit).instrument(span)).await;
    headers::secure(response.headers_mut(), treatment.https);
    if let Ok(id) = id {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(response)
}

async fn answer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    time_limit: Duration,
) -> ServiceResponse<BoxBody> {
    let started = Instant::now();
    let http_request = request.request().clone();
    let outcome = tokio::time::timeout(time_limit, AssertUnwindSafe(next.call(request)).catch_unwind()).await;
    let response = match outcome {
        Ok(Ok(Ok(response))) => response.map_into_boxed_body(),
        Ok(Ok(Err(error))) => ServiceResponse::new(http_request, as_problem(&error)),
        Ok(Err(panic)) => ServiceResponse::new(http_request, after_panic(panic.as_ref())),
        Err(_) => ServiceResponse::new(http_request, ApiError::new(ErrorCode::TookTooLong).error_response()),
    };
    let response = tidy(response);
    tracing::info!(
        status = response.status().as_u16(),
        milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
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

/// Makes sure that an error is a problem document, and that no cache keeps what was meant for one reader.
fn tidy(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if is_error && response.headers().get(CONTENT_TYPE) != Some(&PROBLEM_JSON) {
        let request = response.request().clone();
        response = ServiceResponse::new(request, ApiError::new(code_for(status)).error_response());
    }
    let is_api = response.request().path().starts_with("/api");
    if is_api && !response.headers().contains_key(CACHE_CONTROL) {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
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
