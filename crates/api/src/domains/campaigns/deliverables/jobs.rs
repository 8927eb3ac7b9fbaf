//! The timers of deliverables, and what becomes of files that nobody used.

use std::time::Duration;

use bson::doc;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::id::{ApplicationId, DeliverableId, MediaId};

use super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::rules::timers::remind_at;
use super::service::timer;
use crate::app::AppState;
use crate::http::ApiError;
use crate::infra::jobs::{DuplicateKind, JobContext, JobFailure, Kind, NewJob, Registry};

/// Reminds of the first drafts of a signature, or notes which of them are late.
pub const FIRST_DRAFTS: &str = "campaigns.first_drafts_timer";
/// Reminds of a stage of one deliverable, or ends it.
pub const TIMER: &str = "campaigns.deliverable_timer";
/// Throws a file away that was sent and not used.
pub const DROP_FILE: &str = "campaigns.drop_unused_file";

/// How long a file waits to be used.
const FILE_WAITS: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug, Deserialize)]
struct FirstDrafts {
    application_id: ApplicationId,
    /// Those that are due then, in milliseconds after 1970.
    due: i64,
    end: bool,
}

#[derive(Debug, Deserialize)]
struct Stage {
    deliverable_id: DeliverableId,
    /// The deliverable as it was when the stage began. One that has moved on is left alone.
    revision: u32,
    end: bool,
}

#[derive(Debug, Deserialize)]
struct Unused {
    file_id: MediaId,
}

/// Says which work this is.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let first = state.clone();
    registry.register(Kind::new(FIRST_DRAFTS, move |job| ring_first(first.clone(), job)).concurrency(2))?;
    let one = state.clone();
    registry.register(Kind::new(TIMER, move |job| ring(one.clone(), job)).concurrency(2))?;
    let files = state.clone();
    registry.register(Kind::new(DROP_FILE, move |job| drop_file(files.clone(), job)))
}

/// The jobs of the first drafts of a signature that are due at an instant.
pub fn first_drafts(application: ApplicationId, begun: Timestamp, due: Timestamp) -> Vec<NewJob> {
    let timer = |end: bool, at: Timestamp| {
        let millis = due.as_millisecond();
        let payload = doc! { "application_id": application.to_string(), "due": millis, "end": end };
        NewJob::new(FIRST_DRAFTS, "deliverables")
            .payload(payload)
            .unique_key(format!("{FIRST_DRAFTS}:{application}:{millis}:{end}"))
            .max_attempts(50)
            .run_at(at)
    };
    vec![timer(false, remind_at(begun, due)), timer(true, due)]
}

/// The jobs of a stage that began at an instant.
pub fn timers(piece: &DeliverableDoc, begun: Timestamp) -> Vec<NewJob> {
    let Some(due) = piece.due_at else { return Vec::new() };
    let due = due.to_jiff();
    let (id, revision) = (piece.id, piece.revision);
    let timer = |end: bool, at: Timestamp| {
        let payload = doc! { "deliverable_id": id.to_string(), "revision": i64::from(revision), "end": end };
        NewJob::new(TIMER, "deliverable")
            .payload(payload)
            .unique_key(format!("{TIMER}:{id}:{revision}:{end}"))
            .max_attempts(50)
            .run_at(at)
    };
    vec![timer(false, remind_at(begun, due)), timer(true, due)]
}

/// The job that throws a file away unless it is used within a day.
pub fn drop_unused(file: MediaId, now: Timestamp) -> NewJob {
    NewJob::new(DROP_FILE, "file")
        .payload(doc! { "file_id": file.to_string() })
        .unique_key(format!("{DROP_FILE}:{file}"))
        .max_attempts(20)
        .run_at(now.saturating_add(FILE_WAITS).unwrap_or(Timestamp::MAX))
}

async fn ring_first(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let FirstDrafts { application_id, due, end } = job.payload()?;
    let rung = timer::first_drafts(&state, application_id, due, end).await.map_err(retry)?;
    Ok(json!({ "concerned": rung }))
}

async fn ring(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Stage { deliverable_id, revision, end } = job.payload()?;
    let rung = timer::stage(&state, deliverable_id, revision, end).await.map_err(retry)?;
    Ok(json!({ "rung": rung }))
}

async fn drop_file(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Unused { file_id } = job.payload()?;
    let dropped = state.media.drop_unused_file(file_id).await.map_err(retry)?;
    Ok(json!({ "dropped": dropped }))
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
