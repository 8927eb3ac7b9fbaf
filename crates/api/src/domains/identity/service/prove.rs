//! Proving again who one is, without signing in again: before what asks for somebody fresh.

use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::Prove;

use super::super::access::CurrentUser;
use super::super::repo::{in_transaction, sessions};
use super::super::rules::throttle::CHANGE;
use super::{account, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext};

/// Renews the instant at which the person of this session was last proven.
///
/// # Errors
/// [`ErrorCode::InvalidCredentials`], [`ErrorCode::TooManyRequests`],
/// [`ErrorCode::ValidationFailed`] when what the account asks for was not given.
pub async fn prove(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    session: SessionId,
    body: Prove,
) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    let Some(password) = body.password else {
        return Err(ApiError::field("password", "is what this account proves itself with"));
    };
    let taken = throttling::take(state, format!("prove:{}", user.id), CHANGE).await?;
    let by = By::person(user.id, &user.email, context);
    let what = target("user", user.id, Some(&user.email));
    if !state.identity.hasher.verify(password, user.password_hash.clone()).await?.right {
        state.audit.record(AuditEntry::new(by, "identity.prove_refused", what), None).await?;
        return Err(ApiError::new(ErrorCode::InvalidCredentials).detail("the password is not right"));
    }
    taken.put_back(state).await?;
    in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        if !sessions::prove(&state.database, transaction, session, at).await? {
            return Err(ErrorCode::Unauthenticated.into());
        }
        let line = AuditEntry::new(by.clone(), "identity.prove", what.clone());
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}
