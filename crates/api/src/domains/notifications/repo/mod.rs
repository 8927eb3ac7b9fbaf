//! The collections `email_logs`, `email_suppressions`, `announcements`, `notices`, `notification_settings` and
//! `live_signals`.

mod announcements;
mod emails;
mod feed;
mod notices;
mod settings;
mod signals;
mod suppressions;

pub(super) use announcements::{AnnouncementDoc, AnnouncementRepo};
pub(super) use emails::{EmailDoc, EmailRepo};
pub(super) use feed::{Change, Feed};
pub(super) use notices::{KEPT, NoticeDoc, NoticeRepo, Shelf};
pub(super) use settings::{SettingsDoc, SettingsRepo};
pub(super) use signals::{SignalDoc, SignalRepo};
pub(super) use suppressions::{SuppressionDoc, SuppressionRepo};

use std::time::Duration;

/// No query takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);
