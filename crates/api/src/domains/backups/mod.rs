//! Archives of databases that prove themselves complete: taking, verifying, comparing, restoring, drilling.
//!
//! Owns the collections `backups`, `backup_drills` and `backup_settings`, and the folder of archives. How an archive is
//! made and read is the business of the `archive` engine; here is when, for whom, where to, and what is told of it.
//!
//! Invariants:
//! - A backup is `finished` only after all of it was written, re-read and found sound, and has its final name.
//! - The digest of an archive is kept outside of it twice: in its record and beside it, so that it is recognised even
//!   when the platform's database is lost.
//! - Nothing is ever written over: no archive over another, no restore into a database that holds anything, none into
//!   the one that the platform lives in.
//! - The last complete archive of a database cannot be deleted, by a person or by retention.

mod destinations;
mod repo;
mod routes;
mod rules;
mod service;

pub use routes::configure;
pub use service::Backups;
