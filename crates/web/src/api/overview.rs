//! The marketplace in figures.

use shared::overview::Overview;

use super::{ApiResult, get};

/// The figures, at most a minute old.
pub async fn overview() -> ApiResult<Overview> {
    get("/api/overview").await
}
