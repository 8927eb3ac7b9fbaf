//! The domain's work in the background.

use bson::doc;
use shared::id::AbuseCaseId;

use super::service::tell;
use crate::app::AppState;
use crate::infra::jobs::{DuplicateKind, Kind, NewJob, Registry};

/// Tells whoever reported something that it was decided.
pub const TELL_DECIDED: &str = "abuse.tell_decided";

/// Says which work this domain does.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let telling = state.clone();
    registry.register(Kind::new(TELL_DECIDED, move |job| tell::decided(telling.clone(), job)))
}

/// The job that tells the reporters of a case.
pub fn tell_decided(case: AbuseCaseId) -> NewJob {
    NewJob::new(TELL_DECIDED, "report of abuse")
        .payload(doc! { "case_id": case.to_string() })
        .unique_key(format!("{TELL_DECIDED}:{case}"))
        .max_attempts(20)
}
