//! The collections of the domain, a file each. Only here `mongodb` is seen.

pub mod cases;
pub mod reports;

use mongodb::Database;

use crate::infra::db::{MAX_TIME, is_duplicate};

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    cases::ensure_indexes(database).await?;
    reports::ensure_indexes(database).await
}

/// A number of documents as the driver takes it.
fn many(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
