//! `/api/campaigns/reports`.

mod printed;
mod sheets;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(config: &mut ServiceConfig<'_>) {
    sheets::configure(config);
    printed::configure(config);
}
