//! What the domains stand on and what tests can hold: database, time, ids, background jobs, mail transport,
//! small storage, encryption of files, figures read from screenshots.
//!
//! Nothing here knows a domain.

pub mod bulk;
pub mod cache;
pub mod chance;
pub mod clock;
pub mod db;
pub mod hex;
pub mod ids;
pub mod jobs;
pub mod log;
pub mod mailer;
pub mod metrics;
pub mod object_store;
pub mod operation;
pub mod reading;
pub mod redis;
pub mod said;
pub mod sealing;
pub mod tickets;
