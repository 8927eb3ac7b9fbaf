//! The job that reads screenshots.

use std::sync::Arc;

use bson::doc;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::id::MetricsId;

use super::service::reading::{self, Reading};
use crate::app::AppState;
use crate::http::ApiError;
use crate::infra::jobs::{DuplicateKind, GivenUp, JobContext, JobFailure, Kind, NewJob, Registry};
use crate::infra::reading::{Failure, Reader, reader};

/// Reads the screenshot of some figures.
pub const READ: &str = "campaigns.read_metrics";

/// As often it is tried: with the waits between them, for about two minutes.
const ATTEMPTS: u16 = 4;
/// So many are read at a time in each process.
const AT_ONCE: usize = 2;

#[derive(Debug, Deserialize)]
struct Payload {
    metrics_id: MetricsId,
}

/// Says which work this is.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let reader = reader(&state.config.reading);
    let reading = (state.clone(), Arc::clone(&reader));
    let gone = (state.clone(), reader);
    registry.register(
        Kind::new(READ, move |job| run(reading.0.clone(), Arc::clone(&reading.1), job))
            .concurrency(AT_ONCE)
            .when_given_up(move |job| given_up(gone.0.clone(), Arc::clone(&gone.1), job)),
    )
}

/// The job for some figures.
pub fn read(metrics: MetricsId) -> NewJob {
    NewJob::new(READ, "metrics")
        .payload(doc! { "metrics_id": metrics.to_string() })
        .unique_key(format!("{READ}:{metrics}"))
        .max_attempts(ATTEMPTS)
}

async fn run(state: AppState, reader: Arc<dyn Reader>, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { metrics_id } = job.payload()?;
    let last = job.is_last_attempt();
    let done = tokio::select! {
        () = job.stop().cancelled() => return Err(JobFailure::Cancelled),
        done = reading::read(&state, &reader, metrics_id, last) => done,
    };
    match done.map_err(|error: ApiError| JobFailure::Retry(error.sentence()))? {
        Reading::Over => Ok(json!({ "over": true })),
        Reading::Done(read) => Ok(json!({ "read": read })),
        Reading::Later(Failure::Busy { text, after: Some(after) }) => Err(JobFailure::RetryIn(text, after)),
        Reading::Later(failure) => Err(JobFailure::Retry(failure.to_string())),
    }
}

async fn given_up(state: AppState, reader: Arc<dyn Reader>, job: GivenUp) -> Result<(), String> {
    let payload: Result<Payload, _> = bson::deserialize_from_document(job.payload);
    let Payload { metrics_id } = payload.map_err(|error| error.to_string())?;
    reading::give_up(&state, &reader, metrics_id).await.map_err(|error| error.sentence())
}
