//! Which identities open one's own account.

use bson::DateTime;
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};
use shared::identity::{LinkedAccount, Provider, UserStatus};

use super::super::access::CurrentUser;
use super::super::providers::Identified;
use super::super::repo::users::UserDoc;
use super::super::repo::{external, sessions, users};
use super::{account, doors};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::said;

/// The identities that open one's own account.
pub async fn list(state: &AppState, who: &CurrentUser) -> ApiResult<Vec<LinkedAccount>> {
    let found = external::of_user(&state.database, who.id).await?;
    Ok(found.iter().map(external::ExternalDoc::to_dto).collect())
}

/// Refuses a second identity of one provider.
///
/// # Errors
/// [`ErrorCode::AlreadyLinked`].
pub async fn refuse_second(state: &AppState, user: UserId, provider: Provider) -> ApiResult<()> {
    let linked = external::of_user(&state.database, user).await?;
    match linked.iter().find(|identity| identity.provider == provider) {
        Some(identity) => Err(ApiError::new(ErrorCode::AlreadyLinked).detail(said!(
            "{} is linked; take it away first",
            "ya está vinculada la cuenta {}; desvinculala primero";
            identity.email
        ))),
        None => Ok(()),
    }
}

/// Links an identity to the account of a session that asked for it, if that session is still there.
///
/// # Errors
/// [`ErrorCode::LinkExpired`] when the session has ended; [`ErrorCode::AccountSuspended`];
/// [`ErrorCode::AlreadyLinked`].
pub async fn link_of_session(
    state: &AppState,
    context: &RequestContext,
    user: UserId,
    session: SessionId,
    who: &Identified,
) -> ApiResult<()> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    let alive = sessions::find(&state.database, session, state.clock.now()).await?;
    alive.filter(|session| session.user_id == user).ok_or_else(gone)?;
    let user = users::by_id(&state.database, user).await?.ok_or_else(gone)?;
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    store(state, context, &user, who).await
}

/// Links an identity to one's own account.
///
/// # Errors
/// [`ErrorCode::AlreadyLinked`].
pub async fn link(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    identity: &Identified,
) -> ApiResult<()> {
    store(state, context, &account::load(state, who).await?, identity).await
}

async fn store(
    state: &AppState,
    context: &RequestContext,
    user: &UserDoc,
    who: &Identified,
) -> ApiResult<()> {
    let identity = doors::identity(who, user, DateTime::from_jiff(state.clock.now()));
    in_transaction(&state.db, async |transaction| {
        external::insert(&state.database, transaction, &identity).await?;
        doors::record(state, context, transaction, user, who.provider, "identity.link").await
    })
    .await
}

/// Takes one's own identity of a provider away. The other ways in stay: without a password there would be none.
///
/// # Errors
/// [`ErrorCode::PasswordNotSet`], [`ErrorCode::NotFound`].
pub async fn unlink(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    provider: Provider,
) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    if !user.has_password() {
        return Err(ErrorCode::PasswordNotSet.into());
    }
    in_transaction(&state.db, async |transaction| {
        let removed = external::remove(&state.database, transaction, user.id, provider).await?;
        removed.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        doors::record(state, context, transaction, &user, provider, "identity.unlink").await
    })
    .await
}
