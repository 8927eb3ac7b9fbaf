//! Proving again who one is, without signing in again: before what asks for somebody fresh.

use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::Prove;

use super::super::access::CurrentUser;
use super::super::repo::{second_factors, sessions};
use super::super::rules::throttle::CHANGE;
use super::second_factor::spend;
use super::{account, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::said;

/// Renews the instant at which the person of this session was last proven.
///
/// # Errors
/// [`ErrorCode::InvalidCredentials`], [`ErrorCode::InvalidSecondFactor`], [`ErrorCode::TooManyRequests`],
/// [`ErrorCode::ValidationFailed`] when what the account asks for was not given.
pub async fn prove(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    session: SessionId,
    body: Prove,
) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    let factor = second_factors::find(&state.database, user.id).await?.filter(|factor| factor.confirmed);
    match (&factor, &body.code, &body.password) {
        (Some(_), None, _) => {
            return Err(ApiError::field(
                "code",
                "is what an account with a second factor proves itself with",
            ));
        }
        (None, _, None) => {
            return Err(ApiError::field(
                "password",
                "is what an account without a second factor proves itself with",
            ));
        }
        _ => {}
    }
    let taken = throttling::take(state, format!("prove:{}", user.id), CHANGE).await?;
    let by = By::person(user.id, &user.email, context);
    let what = target("user", user.id, Some(&user.email));
    if let Some(password) = body.password
        && !state.identity.hasher.verify(password, user.password_hash.clone()).await?.right
    {
        state.audit.record(AuditEntry::new(by, "identity.prove_refused", what), None).await?;
        return Err(ApiError::new(ErrorCode::InvalidCredentials)
            .detail(said!("the password is not right", "la contraseña no es correcta")));
    }
    let at = state.clock.now();
    let proved = in_transaction(&state.db, async |transaction| {
        if let (Some(factor), Some(code)) = (&factor, &body.code) {
            spend(state, transaction, factor, code, at).await?;
        }
        if !sessions::prove(&state.database, transaction, session, at).await? {
            return Err(ErrorCode::Unauthenticated.into());
        }
        let line = AuditEntry::new(by.clone(), "identity.prove", what.clone());
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await;
    if proved.as_ref().is_err_and(|error| error.code() == ErrorCode::InvalidSecondFactor) {
        state.audit.record(AuditEntry::new(by, "identity.prove_refused", what), None).await?;
    }
    proved?;
    taken.put_back(state).await
}
