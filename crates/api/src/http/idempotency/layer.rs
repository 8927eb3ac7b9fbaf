//! Around a handler: the first answer is kept before it is sent, a later one is the first again.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError, web};
use shared::error::ErrorCode;

use super::answer::{Answer, Taken, is_lasting};
use super::{IDEMPOTENCY_KEY, Ignored, Pending, body, key_of};
use crate::http::ApiError;
use crate::infra::metrics::Metrics;
use crate::infra::operation::{Claim, Claims, LEASE, Operation};

/// Whether this request's key counts.
fn counts(request: &ServiceRequest) -> bool {
    request.headers().contains_key(IDEMPOTENCY_KEY)
        && !request.app_data::<web::Data<Ignored>>().is_some_and(|ignored| ignored.is_ignored(request.path()))
}

/// Answers a `POST`.
///
/// # Errors
/// Those of the handler.
pub async fn keep<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let claims = request.app_data::<web::Data<Claims>>().filter(|_| counts(&request)).cloned();
    let Some(claims) = claims else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let metrics = request.app_data::<web::Data<Metrics>>().cloned();
    let operation = Operation::default();
    let key = key_of(request.headers()).map(Option::unwrap_or_default);
    let body = body::read(&mut request).await;
    let pending = Pending::new(claims.as_ref().clone(), operation.clone(), key, body);
    request.extensions_mut().insert(pending.clone());
    let called = operation.clone().run(next.call(request));
    let response = with_renewals(called, &operation).await;
    if let Some(answer) = pending.answered() {
        if let Some(metrics) = metrics {
            metrics.replayed();
        }
        let again = Answer::again(&answer).unwrap_or_else(|| {
            ApiError::internal("the kept answer of an operation is none").error_response()
        });
        return Ok(response?.into_response(again));
    }
    let Some(claim) = operation.under_way() else {
        return response.map(ServiceResponse::map_into_boxed_body);
    };
    let response = match response {
        Ok(response) => response,
        Err(error) => {
            let_go(&claim).await;
            return Err(error);
        }
    };
    let (request, response) = response.into_parts();
    let response = kept(&claim, response).await;
    Ok(ServiceResponse::new(request, response))
}

/// Keeps the answer, if it is one to keep, and gives what is to be sent.
async fn kept(claim: &Claim, response: HttpResponse<impl MessageBody + 'static>) -> HttpResponse {
    if !is_lasting(response.status()) {
        let_go(claim).await;
        return response.map_into_boxed_body();
    }
    // Another process is at it now, which will answer.
    let elsewhere = || {
        ApiError::new(ErrorCode::IdempotencyInProgress).retry_after(Duration::from_secs(1)).error_response()
    };
    if is_of_another(&response) {
        return elsewhere();
    }
    match Answer::take(response) {
        Taken::Unkept(response) => {
            let_go(claim).await;
            response
        }
        Taken::Whole(answer, response) => match claim.answer(&answer.to_bytes()).await {
            Ok(true) => response,
            Ok(false) => elsewhere(),
            // What was not kept must not be told: the next answer could be another.
            Err(error) => ApiError::from(error).error_response(),
        },
    }
}

/// Whether the handler found that another process took its operation over.
fn is_of_another<B>(response: &HttpResponse<B>) -> bool {
    let error = response.error().and_then(|error| error.as_error::<ApiError>());
    error.is_some_and(|error| error.code() == ErrorCode::IdempotencyInProgress)
}

/// Lets the next try have it. If that fails, the lease runs out.
async fn let_go(claim: &Claim) {
    if let Err(error) = claim.release().await {
        tracing::warn!(%error, "an operation could not be let go");
    }
}

/// Renews the claim while the answer is being made.
async fn with_renewals<T>(answer: impl Future<Output = T>, operation: &Operation) -> T {
    let every = Duration::try_from(LEASE).unwrap_or_default() / 3;
    let mut answer = std::pin::pin!(answer);
    loop {
        match tokio::time::timeout(every, answer.as_mut()).await {
            Ok(answer) => return answer,
            Err(_) => {
                if let Some(claim) = operation.under_way()
                    && let Err(error) = claim.renew().await
                {
                    tracing::warn!(%error, "the claim of an operation could not be renewed");
                }
            }
        }
    }
}
