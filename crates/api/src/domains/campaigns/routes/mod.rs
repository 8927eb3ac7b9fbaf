//! `/api/campaigns`.

mod discovery;
mod life;
mod managed;
mod saved;
mod writing;

use super::{applications, deliverables, messages, metrics, ratings, reports, rights, shipping};
use crate::http::Handlers;

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(handlers: &mut Handlers<'_>) {
    saved::configure(handlers);
    managed::configure(handlers);
    reports::routes::configure(handlers);
    ratings::routes::configure(handlers);
    messages::routes::configure(handlers);
    applications::routes::configure(handlers);
    shipping::routes::configure(handlers);
    deliverables::routes::configure(handlers);
    rights::routes::configure(handlers);
    metrics::routes::configure(handlers);
    discovery::configure(handlers);
    writing::configure(handlers);
    life::configure(handlers);
}
