//! Signing in with email and password.

use shared::error::ErrorCode;
use shared::identity::{SignIn, UserStatus};

use super::super::opaque;
use super::super::repo::{in_transaction, users};
use super::super::rules::names::email_key;
use super::entry::{self, Entry};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, RequestContext};

/// Lets the owner of an account in.
///
/// # Errors
/// [`ErrorCode::InvalidCredentials`], [`ErrorCode::AccountSuspended`] (only to who knows the password).
pub async fn sign_in(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: SignIn,
) -> ApiResult<Entry> {
    let hasher = &state.identity.hasher;
    let user = users::by_email(&state.database, &email_key(&body.email)).await?;
    let stored = match &user {
        Some(user) => user.password_hash.clone(),
        None => hasher.decoy().await?,
    };
    let verdict = hasher.verify(body.password.clone(), stored).await?;
    let user = user.filter(|_| verdict.right).ok_or_else(|| ApiError::new(ErrorCode::InvalidCredentials))?;
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    let new_hash = if verdict.outdated { Some(hasher.hash(body.password).await?) } else { None };
    let mark = entry::device_mark(device)?;
    let opened = in_transaction(&state.database, async |transaction| {
        let at = state.clock.now();
        let digest = opaque::digest(&mark);
        users::note_sign_in(&state.database, transaction, user.id, at, &digest, new_hash.clone()).await?;
        entry::open_session(state, transaction, &user, context).await
    })
    .await?;
    let answer = entry::answer(state, &user, opened.id).await?;
    Ok(Entry { answer, refresh: opened.refresh.text(), device: Some(mark) })
}
