//! The collections of the domain, a file each: what is stored and every query on it. Only here `mongodb` is seen.

pub mod applications;
pub mod blocks;
pub mod briefs;
pub mod called;
pub mod campaign_doc;
pub mod campaigns;
pub mod comments;
pub mod counted;
pub mod deliverable_doc;
pub mod deliverables;
pub mod discovery;
pub mod indexes;
pub mod messages;
pub mod metrics;
pub mod pictures;
pub mod posts;
pub mod ratings;
pub mod reads;
pub mod reports;
pub mod revisions;
pub mod rights;
pub mod saves;
pub mod shipments;
pub mod signatures;
pub mod tally;
pub mod threads;

use crate::infra::db::{MAX_TIME, is_duplicate};

/// A number of documents as the driver takes it.
fn many(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
