//! The domain's work in the background: its kinds and who does them.

use super::service::{avatar, erase, export, view};
use crate::app::AppState;
use crate::domains::media;
use crate::infra::jobs::{DuplicateKind, Kind, Registry};

/// Prepares a picture that was sent.
pub const AVATAR: &str = "identity.avatar";
/// Gathers a copy of somebody's data.
pub const EXPORT: &str = "identity.data_export";
/// Removes such a copy when its week is over.
pub const FORGET_EXPORT: &str = "identity.forget_data_export";
/// Erases a person whose account was closed.
pub const ERASE: &str = "identity.erase";

/// Ends a look at the platform as another account whose time is over.
pub const END_VIEW: &str = "identity.end_view";

/// A function of a job that does one use case on this state.
macro_rules! by {
    ($state:expr, $use_case:path) => {{
        let state = $state.clone();
        move |job| $use_case(state.clone(), job)
    }};
}

/// Says which work this domain does.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let avatar = Kind::new(AVATAR, by!(state, avatar::prepare)).concurrency(media::AT_ONCE);
    registry.register(avatar.when_given_up(by!(state, avatar::given_up)))?;
    registry.register(
        Kind::new(EXPORT, by!(state, export::gather)).when_given_up(by!(state, export::given_up)),
    )?;
    registry.register(Kind::new(FORGET_EXPORT, by!(state, export::forget)))?;
    registry.register(Kind::new(END_VIEW, by!(state, view::at_end)))?;
    registry.register(Kind::new(ERASE, by!(state, erase::erase)))
}
