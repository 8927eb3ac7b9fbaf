//! The collections `email_logs`, `email_suppressions`, `announcements` and `notices`.

mod announcements;
mod emails;
mod notices;
mod suppressions;

pub(super) use announcements::{AnnouncementDoc, AnnouncementRepo};
pub(super) use emails::{EmailDoc, EmailRepo};
pub(super) use notices::{NoticeDoc, NoticeRepo};
pub(super) use suppressions::{SuppressionDoc, SuppressionRepo};

use std::time::Duration;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);
