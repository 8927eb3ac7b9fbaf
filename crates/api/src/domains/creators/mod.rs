//! Creators: who makes content, where they publish it, what they show of it and what they ask for it.
//!
//! Owns the collections `creators` and `creator_revisions`. Pictures of portfolios are kept by `media`.
//!
//! Invariants:
//! - An account is at most one creator, and an account of a network is verified for at most one creator.
//! - What stands as the name of an account of a network is a name that the network gives: an address is recognised and
//!   becomes the name, anything else is refused with the right form. There is one list of accounts.
//! - Nobody sets their own level, their own verification or their own on-time score: the staff grants the first two, and
//!   the third is counted from deliveries.
//! - What somebody hides shows nowhere and finds nobody: what a search looks into is made with every change, for brands and
//!   for everybody apart, from what these readers may see. Who applies to a campaign shows everything to its brand, in
//!   [`snapshot`].
//! - Who can apply is decided by one rule, `rules/completeness`.
//! - What changes something stands in the audit trail with its difference, and the state that it replaces is kept, both
//!   from the same transaction: the last hundred states can be gone back to. (That a picture is ready is no change.)
//! - What lies in the trash is no creator to anybody else, and cannot be changed. It is removed after thirty days; until
//!   then its handle and its verified accounts stay taken, so that it can come back as it was.

pub mod access;
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
pub use rules::cities::city_name;
pub use service::contract::{count_rating, note_delivery, of_user, snapshot, suspend};
pub use service::list::called;
pub use shared::creators::{CreatorCard, CreatorSnapshot};

/// Makes the indexes. Call it once at start.
///
/// # Errors
/// When the database fails.
pub async fn ensure_indexes(database: &mongodb::Database) -> mongodb::error::Result<()> {
    repo::indexes::ensure(database).await
}
