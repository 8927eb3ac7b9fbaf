//! Sent mail and the console's announcements.

use shared::backups::DownloadTicket;
use shared::id::{AnnouncementId, EmailId};
use shared::notifications::{Announcement, AnnouncementQuery, Email, EmailQuery, EmailSummary, Suppression};
use shared::page::Page;

use super::{ApiResult, begin, delete, encode, get, get_with, poke};

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

/// Sends a mail again.
pub async fn send_again(id: EmailId) -> ApiResult<EmailSummary> {
    begin(&format!("/api/notifications/emails/{id}/send-again")).await
}

/// The addresses that nothing is sent to.
pub async fn suppressions() -> ApiResult<Vec<Suppression>> {
    get("/api/notifications/suppressions").await
}

/// Lets mails go to an address again.
pub async fn lift(address: &str) -> ApiResult<()> {
    delete(&format!("/api/notifications/suppressions/{}", encode(address))).await
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
