//! Forgetting a creator: their screenshots, their words and what was read are gone, and what they never confirmed. The figures
//! that they vouched for stay: the sums of brands rest on them.

use shared::id::UserId;

use super::super::super::repo::{metrics, pictures};
use crate::app::AppState;
use crate::http::ApiResult;

/// Forgets a person in the figures of their posts. Doing it again changes nothing.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn person(state: &AppState, user: UserId) -> ApiResult<()> {
    for found in metrics::all_of_user(&state.database, user).await? {
        if let Some(file) = found.file_id {
            state.media.remove_file(file).await?;
        }
    }
    pictures::forget(&state.database, user).await?;
    metrics::forget(&state.database, user).await
}
