//! What one person was told.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Level, Topic};
use crate::id::NoticeId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Unread notices are counted up to here; where a count says so many, there may be more.
pub const UNREAD_MOST: u32 = 100;

/// One notice to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// The notice.
    pub id: NoticeId,
    /// When.
    pub at: Timestamp,
    /// What happened: `avatar_updated`, `avatar_refused`, `export_ready` …
    pub kind: String,
    /// What it is about.
    #[serde(default)]
    pub topic: Topic,
    /// How it is meant.
    #[serde(default)]
    pub level: Level,
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
    /// Its reader put it away.
    #[serde(default)]
    pub archived: bool,
    /// It came in its reader's quiet hours: an app shows it without calling attention to it.
    #[serde(default)]
    pub quiet: bool,
}

/// `GET /api/notifications/notices`: which notices, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct NoticeQuery {
    /// `true`: only those that were not read.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
    /// `true`: only those that were put away; otherwise they are left out.
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

/// `GET /api/notifications/unread`: how much is waiting to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unread {
    /// One's own notices; 100 means 100 or more.
    pub notices: u32,
    /// Announcements of the console, for the staff; 100 means 100 or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcements: Option<u32>,
}
