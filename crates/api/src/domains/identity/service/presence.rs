//! Who a request comes from, as the account is now.

use shared::error::ErrorCode;
use shared::identity::UserStatus;

use super::super::access::CurrentUser;
use super::super::repo::{sessions, users};
use super::super::tokens;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};

/// Loads the session and the account that a token names: what was revoked, suspended or demoted a moment ago counts.
///
/// # Errors
/// [`ErrorCode::Unauthenticated`] when the token is not good or its session has ended;
/// [`ErrorCode::AccountSuspended`].
pub async fn who(state: &AppState, token: &str) -> ApiResult<CurrentUser> {
    let claims = tokens::read(state, token).await?;
    let now = state.clock.now();
    let (session, user) = futures::try_join!(
        sessions::pulse(&state.database, claims.sid, now),
        users::presence(&state.database, claims.sub)
    )?;
    let refused = || ApiError::new(ErrorCode::Unauthenticated);
    let session = session.filter(|session| session.user_id == claims.sub).ok_or_else(refused)?;
    let user = user.ok_or_else(refused)?;
    // Whoever asked to be erased comes back only by signing in again.
    if user.closing.is_some() {
        return Err(refused());
    }
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    sessions::seen(&state.database, &session, now).await?;
    Ok(CurrentUser {
        id: user.id,
        session_id: session.id,
        email: user.email,
        roles: user.roles,
        permissions: user.permissions,
        locale: user.locale,
        must_change_password: user.must_change_password,
    })
}
