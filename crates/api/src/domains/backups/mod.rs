//! Archives of databases that prove themselves complete: taking, verifying, comparing, restoring, drilling.
//!
//! Owns the collections `backups`, `backup_drills` and `backup_settings`, and the places that archives are kept in. How an archive is
//! made and read is the business of the `archive` engine; here is when, for whom, where to, and what is told of it.
//!
//! Invariants:
//! - A backup is `finished` only after all of it was written, re-read and found sound, and the place that counts has
//!   proven to have it under its final name.
//! - The digest of an archive is kept outside of it twice: in its record and beside it, so that it is recognised even
//!   when the platform's database is lost.
//! - Nothing is ever written over: no archive over another, no restore into a database that holds anything, none into
//!   the one that the platform lives in.
//! - The last complete archive of a database cannot be deleted, by a person or by retention. Deleting is delayed, can
//!   be undone until then, and stands in the audit trail when it is asked for and when it is done.

mod destinations;
mod repo;
mod routes;
mod rules;
mod service;

pub use destinations::Fetched;
pub use routes::{ALIASES, configure};
pub use service::{Backups, KeptDrill, Watch};

/// A comparison as it travels, for the command line; `milliseconds` is left at zero.
pub fn told(
    found: &archive::Comparison,
    left: String,
    right: String,
    at: jiff::Timestamp,
) -> shared::backups::Comparison {
    service::comparison(found, left, right, at)
}

/// Whether the command line may restore into the database `target` while the platform lives in `platform`.
///
/// # Errors
/// What is wrong with the name, for a person.
pub fn check_target(target: &str, platform: &str) -> Result<(), String> {
    shared::backups::valid_database_name(target, &())
        .map_err(|error| format!("the name of the database {}", error.message()))?;
    rules::target::restorable(target, platform).map_err(|error| error.sentence())
}
