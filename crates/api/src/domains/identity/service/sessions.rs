//! Going out: here, everywhere, or on another device.

use serde_json::json;
use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::Session;

use super::super::access::CurrentUser;
use super::super::opaque::{RefreshToken, digest};
use super::super::repo::{sessions, users};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};

/// Ends the session that a refresh token belongs to. A token that is none of ours ends nothing, which is as well.
pub async fn sign_out(state: &AppState, context: &RequestContext, shown: Option<String>) -> ApiResult<()> {
    let Some(shown) = shown.as_deref().and_then(RefreshToken::parse) else { return Ok(()) };
    let session = sessions::find(&state.database, shown.session, state.clock.now()).await?;
    let Some(session) = session.filter(|session| session.family_hash == digest(&shown.family)) else {
        return Ok(());
    };
    let Some(user) = users::by_id(&state.database, session.user_id).await? else { return Ok(()) };
    in_transaction(&state.db, async |transaction| {
        if sessions::end(&state.database, transaction, user.id, session.id).await? {
            let by = By::person(user.id, &user.email, context);
            let line = AuditEntry::new(by, "identity.sign_out", target("session", session.id, None));
            state.audit.record(line, Some(transaction)).await?;
        }
        Ok(())
    })
    .await
}

/// Ends every session of one's own, this one too.
pub async fn sign_out_everywhere(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
) -> ApiResult<()> {
    in_transaction(&state.db, async |transaction| {
        let ended = sessions::end_all(&state.database, transaction, who.id, None).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("user", who.id, Some(&who.email));
        let line = AuditEntry::new(by, "identity.sign_out_everywhere", what);
        let line = line.details(json!({ "sessions": ended }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}

/// One's own sessions, last seen first.
pub async fn list(state: &AppState, who: &CurrentUser) -> ApiResult<Vec<Session>> {
    let sessions = sessions::of_user(&state.database, who.id, state.clock.now()).await?;
    Ok(sessions.iter().map(|session| session.to_dto(who.session())).collect())
}

/// Ends one of one's own sessions.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none of that id, or it is somebody else's.
pub async fn revoke(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: SessionId,
) -> ApiResult<()> {
    in_transaction(&state.db, async |transaction| {
        if !sessions::end(&state.database, transaction, who.id, id).await? {
            return Err(ApiError::new(ErrorCode::NotFound));
        }
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.revoke_session", target("session", id, None));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}
