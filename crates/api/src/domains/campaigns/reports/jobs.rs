//! The work in the background: printing a report, and removing it when its week is over.

use super::service;
use crate::app::AppState;
use crate::infra::jobs::{DuplicateKind, Kind, Registry};

/// Prints a report.
pub const PRINT: &str = "campaigns.print_report";
/// Removes one when its week is over.
pub const FORGET: &str = "campaigns.forget_report";

/// Reports that are printed at a time by one process: each keeps a core busy.
const AT_ONCE: usize = 1;

/// Says which work this is.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let (printing, gone, forgetting) = (state.clone(), state.clone(), state.clone());
    registry.register(
        Kind::new(PRINT, move |job| service::print(printing.clone(), job))
            .concurrency(AT_ONCE)
            .when_given_up(move |job| service::given_up(gone.clone(), job)),
    )?;
    registry.register(Kind::new(FORGET, move |job| service::forget(forgetting.clone(), job)))
}
