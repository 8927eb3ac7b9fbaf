//! What surrounds every request: its context, a span in the log, a time limit, and the promise that every failure is
//! a problem document, panics included.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use futures::FutureExt;
use shared::error::ErrorCode;
use tracing::{Instrument, Level};

use super::aliases::{self, Aliases};
use super::context::{CURRENT, Current, REQUEST_ID, request_id};
use super::error::PROBLEM_JSON;
use super::limits::{self, Limits, Standings};
use super::pulse::Pulse;
use super::reports::Reports;
use super::{ApiError, ApiResult, RequestContext, Said, etag, headers, idempotency, patience};
use crate::infra::metrics::Metrics;

/// How requests are treated; app data.
#[derive(Clone)]
pub struct Treatment {
    /// How many proxies in front add to `X-Forwarded-For`.
    pub trusted_proxies: u8,
    /// The longest that making an answer may take; its body may take longer, and a file may come in longer.
    pub time_limit: Duration,
    /// Whether people come by https.
    pub https: bool,
    /// Addresses that orchestrators and balancers ask for all day. That such a request went well is only logged at
    /// `debug`: it would bury the rest.
    pub probes: &'static [&'static str],
    /// What is told before anything else looks at the request.
    pub pulse: Option<Pulse>,
    /// Addresses that mean others.
    pub aliases: Aliases,
    /// Where requests are counted.
    pub metrics: Option<Metrics>,
    /// Where failures are reported.
    pub reports: Option<Reports>,
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
    let treatment = request.app_data::<web::Data<Treatment>>().cloned();
    let treatment = treatment.ok_or_else(|| ApiError::internal("no treatment of requests"))?;
    if let Some(pulse) = treatment.pulse.as_ref().filter(|pulse| pulse.is_asked(&request)) {
        let id = HeaderValue::from_str(&request_id(request.headers())).ok();
        let mut response = request.into_response(pulse.told());
        finish(response.headers_mut(), treatment.https, true, id);
        return Ok(response);
    }
    let context = RequestContext::of(&request, treatment.trusted_proxies);
    let probe = treatment.probes.contains(&request.path());
    let span =
        if probe { span!(Level::DEBUG, request, context) } else { span!(Level::INFO, request, context) };
    let is_api = request.path() == "/api" || request.path().starts_with("/api/");
    let id = HeaderValue::from_str(&context.request_id).ok();
    let current = Current {
        request_id: context.request_id.clone(),
        locale: context.locale,
        standings: Standings::default(),
        renewed: Cell::default(),
    };
    request.extensions_mut().insert(context);
    aliases::follow(&mut request, treatment.aliases);
    // Boxed, so that what is wrapped around it does not move it about.
    let answer = Box::pin(answer(request, next, &treatment, probe)).instrument(span);
    match CURRENT.scope(current, answer).await {
        Ok(mut response) => {
            finish(response.headers_mut(), treatment.https, is_api, id);
            Ok(response)
        }
        Err(mut response) => {
            finish(response.headers_mut(), treatment.https, is_api, id);
            Err(InternalError::from_response("the request was lost", response).into())
        }
    }
}

/// Adds what every answer carries.
fn finish(headers: &mut HeaderMap, https: bool, is_api: bool, id: Option<HeaderValue>) {
    headers::secure(headers, https);
    if is_api && !headers.contains_key(CACHE_CONTROL) {
        // No cache keeps what was meant for one reader.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(id) = id {
        headers.insert(REQUEST_ID, id);
    }
}

/// The answer; without its request where that was lost.
async fn answer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    treatment: &Treatment,
    probe: bool,
) -> Result<ServiceResponse<BoxBody>, HttpResponse> {
    let started = Instant::now();
    if let Some(metrics) = &treatment.metrics {
        metrics.began();
    }
    let called = AssertUnwindSafe(next.call(request)).catch_unwind();
    let mut response = match patience::within(treatment.time_limit, called).await {
        Some(Ok(Ok(response))) => Ok(tidy(response.map_into_boxed_body())),
        Some(Ok(Err(error))) => Err(as_problem(&error)),
        Some(Err(panic)) => {
            if let Some(reports) = &treatment.reports {
                reports.panicked();
            }
            Err(after_panic(panic.as_ref()))
        }
        None => Err(ApiError::new(ErrorCode::TookTooLong).error_response()),
    };
    let status = response.as_ref().map_or_else(HttpResponse::status, ServiceResponse::status);
    let took = started.elapsed();
    if let Some(metrics) = &treatment.metrics {
        let operation = response.as_ref().ok().map(ServiceResponse::request);
        metrics.ended(operation.and_then(HttpRequest::match_name), status.as_u16(), took);
    }
    let headers = match &mut response {
        Ok(response) => response.headers_mut(),
        Err(response) => response.headers_mut(),
    };
    CURRENT.with(|current| limits::tell(&current.standings, headers));
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if probe && status.is_success() {
        tracing::debug!(status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::info!(status = status.as_u16(), milliseconds, "answered");
    }
    response
}

/// The innermost layer: counts whoever sends the request, then lets the answer be kept or tagged.
///
/// # Errors
/// Those of the handler.
pub async fn inner<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<BoxBody, B>>, Error> {
    if let Err(refusal) = arriving(&request).await {
        return Ok(request.into_response(refusal.error_response()).map_into_left_body());
    }
    if request.method() == Method::POST {
        return Ok(idempotency::keep(request, next).await?.map_into_left_body());
    }
    etag::tag(request, next).await
}

async fn arriving(request: &ServiceRequest) -> ApiResult<()> {
    let path = request.path();
    if !path.starts_with("/api/") {
        return Ok(());
    }
    let probes = request.app_data::<web::Data<Treatment>>().map_or(&[][..], |treatment| treatment.probes);
    let Some(limits) = request.app_data::<web::Data<Limits>>().filter(|_| !probes.contains(&path)) else {
        return Ok(());
    };
    let ip = request.extensions().get::<RequestContext>().map(|context| context.ip.clone());
    limits.arriving(&ip.unwrap_or_default(), limits::has_credential(request.headers())).await
}

/// A failure that did not come from our own code (the router, a body reader) as a problem of the same status.
fn as_problem(error: &Error) -> HttpResponse {
    match error.as_error::<ApiError>() {
        Some(error) => error.error_response(),
        None => ApiError::new(code_for(error.as_response_error().status_code()))
            .detail(Said::quoted(error.to_string()))
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
