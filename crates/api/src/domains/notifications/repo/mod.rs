//! The collections `email_logs`, `announcements` and `notices`.

mod announcements;
mod emails;
mod notices;

pub(super) use announcements::{AnnouncementDoc, AnnouncementRepo};
pub(super) use emails::{EmailDoc, EmailRepo};
pub(super) use notices::{NoticeDoc, NoticeRepo};

use std::time::Duration;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);
