//! Writing to whoever runs the platform, with or without an account, and what the staff answers.
//!
//! Owns the collection `contact_messages`.
//!
//! Invariants:
//! - One address writes a few times an hour at most, and all together so often that a person can read it. What a program fills
//!   in, by the field that people do not see or faster than anybody types, is refused before it counts.
//! - The staff is told of each message once.
//! - A message is answered once, by one conditional write, in one transaction with the mail that carries the answer. Nothing is
//!   mailed to an address before a person of the staff has read what came from it.
//! - A message is removed two years after it was written, or with the account of whoever wrote it.

pub mod demo;
mod personal;
mod repo;
mod routes;
mod service;

pub use personal::PERSONAL_DATA;
pub use routes::configure;

/// Makes the indexes. Call it once at start.
///
/// # Errors
/// When the database fails.
pub async fn ensure_indexes(database: &mongodb::Database) -> mongodb::error::Result<()> {
    repo::ensure_indexes(database).await
}
