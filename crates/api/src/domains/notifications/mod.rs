//! What Avenue tells people: mail, announcements in the console, and notices to single people.
//!
//! Owns the collections `email_logs`, `email_suppressions`, `announcements` and `notices`.
//!
//! Invariants:
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
mod hooks;
mod new_email;
mod notices;
mod personal;
mod preview;
mod render;
mod repo;
mod routes;
mod service;
mod template;

pub use announcements::NewAnnouncement;
pub use deliver::KIND as DELIVER;
pub use new_email::NewEmail;
pub use notices::NewNotice;
pub use personal::PERSONAL_DATA;
pub use routes::configure;
pub use service::Notifications;
pub use template::Template;
