//! What an account becomes by what its owner does elsewhere on the platform.

use mongodb::ClientSession;
use shared::id::UserId;
use shared::identity::Role;

use super::super::repo::users;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};

/// Lets an account act as a creator or a brand too, in the caller's transaction; again changes nothing. What leads to it
/// stands in the caller's line of the audit trail.
///
/// # Errors
/// When the database fails, and for a role that only an administrator gives.
pub async fn take_role(
    state: &AppState,
    session: &mut ClientSession,
    user: UserId,
    role: Role,
) -> ApiResult<()> {
    if role == Role::Admin {
        return Err(ApiError::internal("nobody becomes an administrator by the way"));
    }
    users::add_role(&state.database, session, user, role, state.clock.now()).await
}
