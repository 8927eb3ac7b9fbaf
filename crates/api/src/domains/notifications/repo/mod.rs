//! The collections `email_logs`, `email_suppressions` and `announcements`.

mod announcements;
mod emails;
mod suppressions;

pub(super) use announcements::{AnnouncementDoc, AnnouncementRepo};
pub(super) use emails::{EmailDoc, EmailRepo};
pub(super) use suppressions::{SuppressionDoc, SuppressionRepo};

use std::time::Duration;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);
