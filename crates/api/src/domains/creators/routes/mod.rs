//! `/api/creators`.

mod found;
mod history;
mod managed;
mod own;
mod portfolio;

use crate::http::Handlers;

/// Registers the handlers. An address with a word comes before one with an id in the same place.
pub fn configure(handlers: &mut Handlers<'_>) {
    own::configure(handlers);
    portfolio::configure(handlers);
    history::configure(handlers);
    managed::configure(handlers);
    found::configure(handlers);
}
