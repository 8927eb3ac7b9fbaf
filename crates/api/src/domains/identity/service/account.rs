//! One's own account.

use shared::error::ErrorCode;
use shared::identity::Me;

use super::super::access::CurrentUser;
use super::super::repo::users;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};

/// One's own account.
pub async fn me(state: &AppState, who: &CurrentUser) -> ApiResult<Me> {
    let user = users::by_id(&state.database, who.id).await?;
    Ok(user.ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated))?.to_me())
}
