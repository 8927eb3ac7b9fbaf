//! `/api/campaigns/reports`.

mod printed;
mod sheets;

use crate::http::Handlers;

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(handlers: &mut Handlers<'_>) {
    sheets::configure(handlers);
    printed::configure(handlers);
}
