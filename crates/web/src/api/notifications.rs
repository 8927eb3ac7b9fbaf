//! Notices and how one wants to be told, sent mail, and the console's announcements.

use shared::backups::DownloadTicket;
use shared::id::{AnnouncementId, EmailId, NoticeId};
use shared::notifications::{
    Announcement, AnnouncementQuery, ChangeNotificationSettings, Email, EmailQuery, EmailSummary, Notice,
    NoticeQuery, NotificationSettings, Suppression, Unread,
};
use shared::page::Page;

use super::{ApiResult, begin, delete, encode, get, get_with, poke, put};

/// How much is unread.
pub async fn unread() -> ApiResult<Unread> {
    get("/api/notifications/unread").await
}

/// One's own notices, newest first.
pub async fn notices(query: &NoticeQuery) -> ApiResult<Page<Notice>> {
    get_with("/api/notifications/notices", query).await
}

/// Marks a notice as read.
pub async fn read_notice(id: NoticeId) -> ApiResult<()> {
    poke(&format!("/api/notifications/notices/{id}/read")).await
}

/// Marks every notice as read.
pub async fn read_all_notices() -> ApiResult<()> {
    poke("/api/notifications/notices/read-all").await
}

/// Puts a notice away.
pub async fn archive_notice(id: NoticeId) -> ApiResult<()> {
    poke(&format!("/api/notifications/notices/{id}/archive")).await
}

/// Puts a notice back.
pub async fn restore_notice(id: NoticeId) -> ApiResult<()> {
    delete(&format!("/api/notifications/notices/{id}/archive")).await
}

/// How one wants to be told.
pub async fn settings() -> ApiResult<NotificationSettings> {
    get("/api/notifications/settings").await
}

/// Chooses how to be told.
pub async fn set_settings(new: &ChangeNotificationSettings) -> ApiResult<NotificationSettings> {
    put("/api/notifications/settings", new).await
}

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
