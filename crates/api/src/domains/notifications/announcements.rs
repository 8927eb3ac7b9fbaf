//! What is announced in the console.

use shared::notifications::AnnouncementLevel;

/// One announcement to be, for all of the staff.
#[derive(Debug, Clone)]
pub struct NewAnnouncement {
    /// What makes it the same announcement: a second one with this key is not made. Such as `drill_failed:<job>`.
    pub key: String,
    /// How it is meant.
    pub level: AnnouncementLevel,
    /// What it is about: `backup_succeeded`, `backup_failed`, `drill_passed`, `drill_failed` …
    pub kind: &'static str,
    /// The finding in one sentence, Spanish.
    pub text_es: String,
    /// The finding in one sentence, English.
    pub text_en: String,
    /// Where in the console to look, such as `/admin/backups/…`.
    pub link: Option<String>,
}
