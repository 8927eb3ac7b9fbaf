//! What everybody may see of a brand.

use shared::brands::BrandPage;
use shared::error::ErrorCode;
use shared::identity::handle_key;

use super::super::repo::brands;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// The public page of that name; case does not matter.
///
/// # Errors
/// [`ErrorCode::NotFound`] when no brand has it.
pub async fn get(state: &AppState, handle: &str) -> ApiResult<BrandPage> {
    let found = brands::by_handle(&state.database, &handle_key(handle)).await?;
    found.and_then(|brand| brand.to_page()).ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "no brand has a page of this name",
            "ninguna marca tiene una página con ese nombre"
        ))
    })
}
