//! `/api/creators`.

mod found;
mod history;
mod managed;
mod own;
mod portfolio;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers. An address with a word comes before one with an id in the same place.
pub fn configure(config: &mut ServiceConfig<'_>) {
    own::configure(config);
    portfolio::configure(config);
    history::configure(config);
    managed::configure(config);
    found::configure(config);
}
