//! `/api/notifications`.

mod announcements;
mod mail;
mod notices;
mod settings;
mod stream;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers; what every open page asks for comes first.
pub fn configure(config: &mut ServiceConfig<'_>) {
    notices::configure(config);
    stream::configure(config);
    settings::configure(config);
    announcements::configure(config);
    mail::configure(config);
}
