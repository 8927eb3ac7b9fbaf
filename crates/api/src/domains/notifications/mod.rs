//! What Avenue tells people: notices to each, announcements to the staff in the console, and mail.
//!
//! Another domain tells by [`Notifications::tell`], in the transaction of what it tells about. What can be told is one table
//! for everybody: [`shared::notifications::Event`]. How each person wants to be told decides what becomes of it: a notice
//! in the app, heard at once by whoever listens (`live`), a mail of its own, a line of the daily digest, or nothing.
//!
//! That something changed which people may be looking at is said by [`Notifications::signal`] to whoever listens then, and kept
//! for nobody.
//!
//! Owns the collections `email_logs`, `email_suppressions`, `announcements`, `notices`, `notification_settings` and
//! `live_signals`.
//!
//! Invariants:
//! - Each event is told to each person once: its key and the recipient are unique.
//! - Whoever listens hears everything that is committed, or is told to reload; nobody who is out hears anything more.
//! - A mail is written into the outbox in the transaction of what it tells about, together with the job that delivers
//!   it: neither a mail without its deed nor a deed without its mail. The `send_key` tells each thing once.
//! - Delivery may run twice without harm: a mail has one id for all its tries, until a person sends it again.
//! - Nothing is sent to an address that refused a mail for good or complained, until a person lifts that.
//! - The words that are stored never hold a secret: where a link carries a token, they hold `•••`, and the token stands
//!   apart until it is sent, used or of no use. The console sees it only in a mail that is kept in the data folder
//!   because no mail service is configured, and only until it expires or is used: otherwise nobody could follow the
//!   link at all.

mod again;
mod announcements;
mod deliver;
pub mod demo;
mod digest;
mod hooks;
mod live;
mod new_email;
mod notices;
mod personal;
mod preview;
mod render;
mod repo;
mod routes;
mod rules;
mod service;
mod settings;
mod signal;
mod stream;
mod tell;
mod template;

pub use announcements::NewAnnouncement;
pub use deliver::KIND as DELIVER;
pub use digest::KIND as DIGEST;
pub use live::Listener;
pub use new_email::NewEmail;
pub use personal::PERSONAL_DATA;
pub use routes::configure;
pub use service::Notifications;
pub use tell::Telling;
pub use template::Template;
