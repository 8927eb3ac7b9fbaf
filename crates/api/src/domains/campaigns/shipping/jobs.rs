//! The timers of shipments.

use bson::doc;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::id::ApplicationId;

use super::super::repo::shipments::ShipmentDoc;
use super::super::rules::timers::remind_at;
use super::service::timer;
use crate::app::AppState;
use crate::infra::jobs::{DuplicateKind, JobContext, JobFailure, Kind, NewJob, Registry};

/// Reminds of a stage, or ends it.
pub const TIMER: &str = "campaigns.shipment_timer";

#[derive(Debug, Deserialize)]
struct Payload {
    application_id: ApplicationId,
    /// The shipment as it was when the stage began. One that has moved on is left alone.
    revision: u32,
    /// Whether the stage is over; else somebody is reminded.
    end: bool,
}

/// Says which work this is.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let state = state.clone();
    registry.register(Kind::new(TIMER, move |job| ring(state.clone(), job)).concurrency(2))
}

/// The jobs of a stage that began at an instant.
pub fn timers(shipment: &ShipmentDoc, begun: Timestamp) -> Vec<NewJob> {
    let Some(due) = shipment.due_at else { return Vec::new() };
    let due = due.to_jiff();
    let (id, revision) = (shipment.application_id, shipment.revision);
    let timer = |end: bool, at: Timestamp| {
        let payload = doc! { "application_id": id.to_string(), "revision": i64::from(revision), "end": end };
        NewJob::new(TIMER, "shipment")
            .payload(payload)
            .unique_key(format!("{TIMER}:{id}:{revision}:{end}"))
            .max_attempts(50)
            .run_at(at)
    };
    vec![timer(false, remind_at(begun, due)), timer(true, due)]
}

async fn ring(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { application_id, revision, end } = job.payload()?;
    let rung = timer::ring(&state, application_id, revision, end).await;
    let rung = rung.map_err(|error| JobFailure::Retry(error.sentence()))?;
    Ok(json!({ "rung": rung }))
}
