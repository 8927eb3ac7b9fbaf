//! The collections `email_logs` and `announcements`.

mod announcements;
mod emails;

pub(super) use announcements::{AnnouncementDoc, AnnouncementRepo};
pub(super) use emails::{EmailDoc, EmailRepo};

use std::time::Duration;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);
