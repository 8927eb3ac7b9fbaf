//! Sent mail and the console's announcements.

use shared::backups::DownloadTicket;
use shared::id::{AnnouncementId, EmailId};
use shared::notifications::{Announcement, AnnouncementQuery, Email, EmailQuery, EmailSummary};
use shared::page::Page;

use super::{ApiResult, begin, get, get_with, poke};

/// Mails, newest first.
pub async fn emails(query: &EmailQuery) -> ApiResult<Page<EmailSummary>> {
    get_with("/api/notifications/emails", query).await
}

/// One mail, whole.
pub async fn email(id: EmailId) -> ApiResult<Email> {
    get(&format!("/api/notifications/emails/{id}")).await
}

/// A link that shows a mail once as it looks.
pub async fn preview_ticket(id: EmailId) -> ApiResult<DownloadTicket> {
    begin(&format!("/api/notifications/emails/{id}/preview-ticket")).await
}

/// Announcements, newest first.
pub async fn announcements(query: &AnnouncementQuery) -> ApiResult<Page<Announcement>> {
    get_with("/api/notifications/announcements", query).await
}

/// Marks one announcement as read.
pub async fn read(id: AnnouncementId) -> ApiResult<()> {
    poke(&format!("/api/notifications/announcements/{id}/read")).await
}

/// Marks every announcement as read.
pub async fn read_all() -> ApiResult<()> {
    poke("/api/notifications/announcements/read-all").await
}
