//! The domain's work in the background: its kinds and who does them.

use super::service::{logo, trash};
use crate::app::AppState;
use crate::domains::media;
use crate::infra::jobs::{DuplicateKind, Kind, Registry};

/// Prepares a logo that was sent.
pub const LOGO: &str = "brands.logo";
/// Closes a brand for good when its time in the trash is over.
pub const CLOSE: &str = "brands.close";

/// Says which work this domain does.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let (to_prepare, to_tell, to_close) = (state.clone(), state.clone(), state.clone());
    let logo = Kind::new(LOGO, move |job| logo::prepare(to_prepare.clone(), job)).concurrency(media::AT_ONCE);
    registry.register(logo.when_given_up(move |job| logo::given_up(to_tell.clone(), job)))?;
    registry.register(Kind::new(CLOSE, move |job| trash::close(to_close.clone(), job)))
}
