//! Mail: the outbox and its log.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::EmailId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
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
