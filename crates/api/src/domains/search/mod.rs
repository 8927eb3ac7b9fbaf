//! Finding anything from any page: accounts, creators, brands, campaigns and applications, in one answer.
//!
//! Owns no collection: each domain finds what is its own, by the words that it keeps for that (see
//! [`sought`](crate::infra::db::sought)), and here it is decided who is shown what.
//!
//! Invariants:
//! - Nobody finds here what they could not open: the staff by each permission, others what is theirs, their brands' or
//!   everybody's.
//! - Whatever is asked, each kind costs a bounded number of looks into an index.

mod routes;
mod service;

pub use routes::configure;
