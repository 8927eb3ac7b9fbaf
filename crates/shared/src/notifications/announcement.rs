//! What the staff is told in the console.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::Level;
use crate::id::AnnouncementId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// One announcement in the console.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// The announcement.
    pub id: AnnouncementId,
    /// When.
    pub at: Timestamp,
    /// How it is meant.
    pub level: Level,
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
    /// The reader put it away.
    #[serde(default)]
    pub archived: bool,
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
    /// `true`: only what the reader put away; otherwise that is left out.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
