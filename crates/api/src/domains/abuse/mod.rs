//! Reports of abuse: people report a message, a rating, a campaign, a brand or a creator, and the staff decides.
//!
//! It is a domain of its own, above those that own what is reported: a report of a brand or a creator has nothing to do with
//! any campaign, one list of the staff holds all of them, and what comes later (products, studios) is reported the same way. It
//! calls down to the owners, who say what somebody may report and take it out of sight in the transaction of the decision.
//!
//! Owns the collections `abuse_cases` and `abuse_reports`.
//!
//! Invariants:
//! - Everything that is reported of one thing until it is decided is one case: a thing has at most one that is open.
//! - A person reports a thing once for each case.
//! - A case is decided once, by one conditional write, in one transaction with what the decision does.
//! - The staff is told of each case once, and each reporter of its decision once. Who is reported does not learn by whom.
//! - Whoever of the staff looks at a case stands in the audit trail: it may show a private message.

pub mod demo;
mod jobs;
mod personal;
mod repo;
mod routes;
mod rules;
mod service;

pub use jobs::register;
pub use personal::PERSONAL_DATA;
pub use routes::configure;

/// Makes the indexes. Call it once at start.
///
/// # Errors
/// When the database fails.
pub async fn ensure_indexes(database: &mongodb::Database) -> mongodb::error::Result<()> {
    repo::ensure_indexes(database).await
}
