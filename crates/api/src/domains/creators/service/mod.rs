//! What the domain does, a file per use case. Whatever changes something records it in the same transaction.

pub mod change;
pub mod contract;
pub mod history;
pub mod kit;
pub mod list;
pub mod managed;
pub mod own;
pub mod pictures;
pub mod portfolio;
pub mod tell;
pub mod trash;

use crate::app::AppState;

/// Where most of the people are: their day begins and ends there.
const ZONE: &str = "America/Asuncion";

/// The day that it is for the people of the platform, as `2026-12-24`.
fn today(state: &AppState) -> String {
    let now = state.clock.now();
    let here = now.in_tz(ZONE).unwrap_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC));
    here.date().to_string()
}
