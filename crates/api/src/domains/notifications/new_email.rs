//! What is handed to the outbox.

use shared::identity::Locale;

use super::Template;

/// One mail to be.
#[derive(Debug, Clone)]
pub struct NewEmail {
    /// What it says.
    pub template: Template,
    /// The recipient's language.
    pub locale: Locale,
    /// The recipient's bare address.
    pub to: String,
    /// What makes it the same mail: a second one with this key is not written. Such as `reset_password:<token id>` or
    /// `backup_failed:<job>:<user>`. No secrets.
    pub send_key: String,
}
