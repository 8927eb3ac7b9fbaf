//! What Avenue told people: mail (the outbox and its log) and announcements in the console.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{AnnouncementId, EmailId, NoticeId};
use crate::page::valid_limit;
use crate::time::Timestamp;

/// One notice to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// The notice.
    pub id: NoticeId,
    /// When.
    pub at: Timestamp,
    /// What it is about: `avatar_updated`, `avatar_refused`, `export_ready` …
    pub kind: String,
    /// The finding in one sentence, Spanish.
    pub text_es: String,
    /// The finding in one sentence, English.
    pub text_en: String,
    /// Where in the app to look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When its reader saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// `GET /api/notifications/notices`: which notices, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct NoticeQuery {
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EmailStatus {
    /// In the outbox, waiting for its turn or its next try.
    Queued,
    /// Taken by the mail server.
    Sent,
    /// Kept in the mailbox of the data folder, because no mail service is configured.
    Kept,
    /// The recipient's server has it, as the mail service tells.
    Delivered,
    /// Refused by the recipient's server.
    Bounced,
    /// Marked as spam by the recipient.
    Complained,
    /// Given up after the last try.
    Failed,
}

/// An address that nothing is sent to any more, because it refused a mail for good or complained about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suppression {
    /// The address, in lower case.
    pub address: String,
    /// What happened: `bounced` or `complained`.
    pub reason: EmailStatus,
    /// The server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The mail that it happened to.
    pub email_id: EmailId,
    /// When.
    pub at: Timestamp,
}

/// One line of the mail log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailSummary {
    /// The mail.
    pub id: EmailId,
    /// The recipient's address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// Which template it was made from, such as `verify_email`.
    pub template: String,
    /// Where it stands.
    pub status: EmailStatus,
    /// How often sending was tried.
    pub attempts: u32,
    /// When it was put into the outbox.
    pub created_at: Timestamp,
    /// When it was sent or kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// When what is known of it since it was sent became known: that it was delivered, bounced or complained about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Timestamp>,
    /// What the last failed try said, or why it bounced, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// One mail, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Email {
    /// Its line in the log.
    #[serde(flatten)]
    pub summary: EmailSummary,
    /// The text part. Links that sign somebody in or reset a password are masked once they were used.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// `GET /api/notifications/emails`: which mails, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct EmailQuery {
    /// Only mails to exactly this address.
    #[garde(inner(length(max = 254)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Only mails that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<EmailStatus>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// How an announcement is meant; never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AnnouncementLevel {
    /// Something went as it should.
    Good,
    /// Worth knowing.
    Information,
    /// Needs a look.
    Attention,
    /// Something failed.
    Bad,
}

/// One announcement in the console. Texts are made by the app from `kind` and `figures`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// The announcement.
    pub id: AnnouncementId,
    /// When.
    pub at: Timestamp,
    /// How it is meant.
    pub level: AnnouncementLevel,
    /// What it is about: `backup_succeeded`, `backup_failed`, `drill_passed`, `drill_failed` …
    pub kind: String,
    /// The finding in one sentence, Spanish.
    pub text_es: String,
    /// The finding in one sentence, English.
    pub text_en: String,
    /// Where in the console to look, such as `/admin/backups/…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When the reader marked it as read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// `GET /api/notifications/announcements`: newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AnnouncementQuery {
    /// Only those that the reader has not marked as read.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
