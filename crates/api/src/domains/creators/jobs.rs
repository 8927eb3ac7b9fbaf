//! The domain's work in the background: its kinds and who does them.

use super::service::{pictures, trash};
use crate::app::AppState;
use crate::domains::media;
use crate::infra::jobs::{DuplicateKind, Kind, Registry};

/// Prepares a picture of a portfolio.
pub const PICTURE: &str = "creators.picture";
/// Removes for good what lay in the trash for thirty days.
pub const PURGE: &str = "creators.purge";

/// Says which work this domain does.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let (to_prepare, to_tell) = (state.clone(), state.clone());
    let picture = Kind::new(PICTURE, move |job| pictures::prepare(to_prepare.clone(), job));
    let picture = picture.concurrency(media::AT_ONCE);
    registry.register(picture.when_given_up(move |job| pictures::given_up(to_tell.clone(), job)))?;
    let to_remove = state.clone();
    registry.register(Kind::new(PURGE, move |job| trash::purge(to_remove.clone(), job)))
}
