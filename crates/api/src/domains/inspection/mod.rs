//! Looking into the databases of the server without being able to change them.
//!
//! - Read-only by construction: the repository has no code that writes (a test holds it to that), and what people ask is
//!   let through by lists of what is allowed ([`query`]).
//! - Secrets are hidden wherever values come out ([`secrets`]): documents, censuses, references, exports, cursors; and
//!   they cannot be found out by asking.
//! - Figures are those of the moment they were read. Documents are counted one by one up to a million in a collection, so
//!   that they equal what a backup of a quiet database says.
//! - Every look is a line of the audit trail, written before anything is read.
//!
//! Owns no collection.

mod census;
mod jobs;
mod query;
mod references;
mod repo;
mod routes;
mod secrets;
mod service;
mod types;
mod view;

pub use jobs::register;
pub use routes::configure;
pub use service::Inspection;
