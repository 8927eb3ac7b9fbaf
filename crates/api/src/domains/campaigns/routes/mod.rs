//! `/api/campaigns`.

mod discovery;
mod life;
mod managed;
mod saved;
mod writing;

use utoipa_actix_web::service_config::ServiceConfig;

use super::{applications, deliverables, messages, metrics, ratings, reports, rights, shipping};

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(config: &mut ServiceConfig<'_>) {
    saved::configure(config);
    managed::configure(config);
    reports::routes::configure(config);
    ratings::routes::configure(config);
    messages::routes::configure(config);
    applications::routes::configure(config);
    shipping::routes::configure(config);
    deliverables::routes::configure(config);
    rights::routes::configure(config);
    metrics::routes::configure(config);
    discovery::configure(config);
    writing::configure(config);
    life::configure(config);
}
