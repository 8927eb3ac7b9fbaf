//! What is told before rights end, and their end.

use bson::doc;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::id::DeliverableId;

use super::super::repo::rights::RightsDoc;
use super::rules::alerts;
use super::service;
use crate::app::AppState;
use crate::infra::jobs::{DuplicateKind, JobContext, JobFailure, Kind, NewJob, Registry};

/// Tells of an end of rights, or ends them.
pub const TIMER: &str = "campaigns.rights_timer";

/// What a timer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The term is near its end.
    TermNears,
    /// The term is over.
    TermEnds,
    /// Paid advertising is near its end.
    AdsNear,
    /// Paid advertising is over.
    AdsEnd,
}

impl About {
    const fn as_str(self) -> &'static str {
        match self {
            Self::TermNears => "term_nears",
            Self::TermEnds => "term_ends",
            Self::AdsNear => "ads_near",
            Self::AdsEnd => "ads_end",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Payload {
    deliverable_id: DeliverableId,
    about: About,
}

/// Says which work this is.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let state = state.clone();
    registry.register(Kind::new(TIMER, move |job| ring(state.clone(), job)).concurrency(2))
}

/// The jobs of rights that begin.
pub fn timers(rights: &RightsDoc) -> Vec<NewJob> {
    let starts_at = rights.starts_at.to_jiff();
    let mut jobs = Vec::new();
    if let Some(end) = rights.ends_at.map(bson::DateTime::to_jiff) {
        jobs.extend(alerts(starts_at, end).into_iter().map(|at| timer(rights, About::TermNears, at)));
        jobs.push(timer(rights, About::TermEnds, end));
    }
    // Where both end together, one word is enough.
    if let Some(end) = rights.paid_ads_until.filter(|until| Some(*until) != rights.ends_at) {
        let end = end.to_jiff();
        jobs.extend(alerts(starts_at, end).into_iter().map(|at| timer(rights, About::AdsNear, at)));
        jobs.push(timer(rights, About::AdsEnd, end));
    }
    jobs
}

fn timer(rights: &RightsDoc, about: About, at: Timestamp) -> NewJob {
    let (id, word) = (rights.deliverable_id, about.as_str());
    NewJob::new(TIMER, "usage rights")
        .payload(doc! { "deliverable_id": id.to_string(), "about": word })
        .unique_key(format!("{TIMER}:{id}:{word}:{}", at.as_millisecond()))
        .max_attempts(50)
        .run_at(at)
}

async fn ring(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { deliverable_id, about } = job.payload()?;
    let rung = service::ring(&state, deliverable_id, about).await;
    let rung = rung.map_err(|error| JobFailure::Retry(error.sentence()))?;
    Ok(json!({ "rung": rung }))
}
