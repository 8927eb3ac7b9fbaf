//! The job that prints a report.

use bson::doc;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::campaigns::ReportKind;
use shared::error::ErrorCode;
use shared::notifications::Event;
use shared::system::JobProgress;

use super::super::super::repo::reports::{self, ReportDoc};
use super::super::content;
use super::super::jobs::FORGET;
use crate::app::AppState;
use crate::domains::notifications::Telling;
use crate::http::ApiError;
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};
use crate::infra::object_store::Content;

/// How long a report can be downloaded.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Reading, printing, keeping.
const STEPS: u64 = 3;

/// The job: reads what the report is about, prints it, keeps the file and tells who asked.
///
/// # Errors
/// Why there is no report.
pub async fn print(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let report = reports::find(&state.database, job.id()).await.map_err(retry)?;
    let report = report.ok_or_else(|| JobFailure::Permanent("the report is gone".to_owned()))?;
    step(&job, "reading", 0);
    let printed = match report.kind {
        ReportKind::Campaign => content::campaign(&state, &report).await,
        ReportKind::Creator => content::creator(&state, &report).await,
    };
    let printed = printed.map_err(|error| match error.code() {
        // What it is about is gone, and will not come back.
        ErrorCode::NotFound | ErrorCode::ValidationFailed => JobFailure::Permanent(error.sentence()),
        _ => retry(error),
    })?;
    step(&job, "printing", 1);
    let file = tokio::task::spawn_blocking(move || printed.print()).await;
    let file = file.map_err(|error| JobFailure::Retry(error.to_string()))?;
    let file = file.map_err(|error| JobFailure::Permanent(error.to_string()))?;
    step(&job, "storing", 2);
    keep(&state, &report, file).await
}

fn step(job: &JobContext, phase: &str, done: u64) {
    job.report(JobProgress {
        phase: phase.to_owned(),
        item: String::new(),
        done,
        total: Some(STEPS),
        unit: "steps".to_owned(),
    });
}

async fn keep(state: &AppState, report: &ReportDoc, file: Vec<u8>) -> Result<Value, JobFailure> {
    let bytes = u64::try_from(file.len()).unwrap_or(u64::MAX);
    let name = reports::file(report.id);
    let placed = |error| JobFailure::Retry(format!("the place for files failed: {error}"));
    // An earlier run may have got as far.
    state.files.delete(&name).await.map_err(placed)?;
    state.files.put(&name, Content::of(&file, "application/pdf")).await.map_err(placed)?;
    let until: Timestamp = state.clock.now() + KEPT;
    let forget = NewJob::new(FORGET, "report")
        .payload(doc! { "report": report.id.to_string() })
        .unique_key(format!("{FORGET}:{}", report.id))
        .run_at(until);
    // Asked for first: a file that nobody removes is worse than a removal that finds none.
    state.jobs.enqueue(forget, None).await?;
    reports::ready(&state.database, report.id, bytes, until).await.map_err(retry)?;
    let event = Event::ReportReady { page: report.page.clone(), title: report.title.clone() };
    let telling = Telling::one(report.user_id, format!("report_ready:{}", report.id), event);
    state.notifications.tell(telling, None).await?;
    Ok(json!({ "bytes": bytes, "expires_at": until }))
}

/// What follows when there is no report.
///
/// # Errors
/// When the database fails.
pub async fn given_up(state: AppState, job: GivenUp) -> Result<(), String> {
    reports::failed(&state.database, job.id).await.map_err(|error| error.to_string())
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
