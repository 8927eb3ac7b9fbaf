//! Finding anything.

use shared::search::{SearchQuery, SearchResults};

use super::{ApiResult, get_with};

/// What one may see that is called like that.
pub async fn search(query: &SearchQuery) -> ApiResult<SearchResults> {
    get_with("/api/search", query).await
}
