//! `/api/notifications`.

mod announcements;
mod mail;
mod notices;
mod settings;
mod stream;

use crate::http::Handlers;

/// Registers the handlers; what every open page asks for comes first.
pub fn configure(handlers: &mut Handlers<'_>) {
    notices::configure(handlers);
    stream::configure(handlers);
    settings::configure(handlers);
    announcements::configure(handlers);
    mail::configure(handlers);
}
