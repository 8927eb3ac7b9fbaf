//! What Avenue told people: notices to each, announcements to the staff, mail (the outbox and its log), how each person
//! wants to be told, and what comes live.

mod address;
mod announcement;
mod event;
mod live;
mod mail;
mod notice;
mod settings;
mod topic;

pub use address::ApplicationPage;
pub use announcement::{Announcement, AnnouncementQuery};
pub use event::Event;
pub use live::{Changed, ChangedKind, EndReason, LIVE_MEDIA_TYPE, Live, LiveQuery};
pub use mail::{Email, EmailQuery, EmailStatus, EmailSummary, Suppression};
pub use notice::{Notice, NoticeQuery, UNREAD_MOST, Unread};
pub use settings::{
    ChangeNotificationSettings, DIGEST_HOUR, MailPace, NotificationSettings, QuietHours, TopicChoice,
};
pub use topic::{Level, Topic};
