//! Renewing access with the refresh token.
//!
//! A token is good once. Showing one again means that two hold it, and nobody can tell the thief from the owner: the
//! session ends and its owner hears of it. One case is no theft: two tabs, or an impatient retry, show the same token
//! within moments. So who shows the token just before the good one within [`GRACE`] of its exchange is told 409 and gets
//! nothing; the cookie that the winner received is already in the browser, and the next try uses it. A thief gains
//! nothing from those seconds either.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::UserStatus;

use super::super::opaque::{RefreshToken, digest};
use super::super::repo::sessions::{self, Rotation, SessionDoc};
use super::super::repo::users;
use super::super::rules::networks::network_of;
use super::entry::{self, Entry};
use super::mail;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::said;

/// How long the token before the good one raises no alarm.
const GRACE: SignedDuration = SignedDuration::from_secs(10);

/// Exchanges a refresh token for the next one and a new access token.
///
/// # Errors
/// [`ErrorCode::InvalidRefreshToken`]; [`ErrorCode::Conflict`] when another request exchanged it a moment ago;
/// [`ErrorCode::AccountSuspended`].
pub async fn refresh(state: &AppState, context: &RequestContext, shown: Option<String>) -> ApiResult<Entry> {
    let refused = || ApiError::new(ErrorCode::InvalidRefreshToken);
    let shown = shown.as_deref().and_then(RefreshToken::parse).ok_or_else(refused)?;
    let now = state.clock.now();
    let next = shown.next()?;
    let rotation = Rotation {
        family: &digest(&shown.family),
        shown: &digest(&shown.turn),
        next: &digest(&next.turn),
        at: now,
        expires_at: now + entry::session_length(state),
        ip: &context.ip,
        network: &network_of(&context.ip),
        user_agent: &context.user_agent,
    };
    let Some(session) = sessions::rotate(&state.database, shown.session, &rotation).await? else {
        return Err(not_the_good_one(state, context, &shown).await?);
    };
    let user = users::by_id(&state.database, session.user_id).await?.ok_or_else(refused)?;
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    let answer = entry::answer(state, &user, session.id).await?;
    Ok(Entry { answer, refresh: next.text(), device: None })
}

/// What to say to who shows a token that is not the good one, after ending the session if it was used before.
async fn not_the_good_one(
    state: &AppState,
    context: &RequestContext,
    shown: &RefreshToken,
) -> ApiResult<ApiError> {
    let refused = ApiError::new(ErrorCode::InvalidRefreshToken);
    let now = state.clock.now();
    let session = sessions::find(&state.database, shown.session, now).await?;
    let of_family = |session: &SessionDoc| session.family_hash == digest(&shown.family);
    let Some(session) = session.filter(of_family) else { return Ok(refused) };
    let just_before = session.previous_hash.as_deref() == Some(digest(&shown.turn).as_str());
    if just_before && now.duration_since(session.rotated_at.to_jiff()) <= GRACE {
        return Ok(ApiError::new(ErrorCode::Conflict).detail(said!(
            "another request has just renewed this session; try again with the new cookie",
            "otra solicitud acaba de renovar esta sesión; probá de nuevo con la cookie nueva"
        )));
    }
    end_reused(state, context, &session).await?;
    Ok(refused)
}

async fn end_reused(state: &AppState, context: &RequestContext, session: &SessionDoc) -> ApiResult<()> {
    let user = users::by_id(&state.database, session.user_id).await?;
    in_transaction(&state.db, async |transaction| {
        if !sessions::end(&state.database, transaction, session.user_id, session.id).await? {
            return Ok(());
        }
        let label = user.as_ref().map(|user| user.email.as_str());
        let what = target("session", session.id, label);
        let line = AuditEntry::new(By::anonymous(context), "identity.refresh_token_reused", what)
            .details(json!({ "user_id": session.user_id, "opened_from": session.ip }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        match &user {
            Some(user) => mail::session_revoked(state, transaction, user, context).await,
            None => Ok(()),
        }
    })
    .await?;
    state.jobs.wake();
    Ok(())
}
