//! Keys for programs.

use bson::DateTime;
use jiff::SignedDuration;
use serde_json::json;
use shared::error::{ErrorCode, FieldError};
use shared::id::{ApiKeyId, UserId};
use shared::identity::{ApiKey, CreateApiKey, DEFAULT_PER_MINUTE, NewApiKey, Scope};

use super::super::access::CurrentUser;
use super::super::opaque::{self, ApiKeyText};
use super::super::repo::api_keys::{self, ApiKeyDoc};
use super::super::repo::{guards, users};
use super::{account, mail};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, in_transaction};
use crate::infra::ids::new_id;
use crate::said;

/// Keys that an account can have.
const MOST: u64 = 50;

/// Makes a key that acts for `who`. Its secret is in the answer and nowhere else. `known` are the scopes that there are.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] when a scope is none of `known`; [`ErrorCode::LimitReached`].
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    known: &[Scope],
    body: CreateApiKey,
) -> ApiResult<NewApiKey> {
    let scopes = checked(body.scopes, known)?;
    let user = account::load(state, who).await?;
    let text = ApiKeyText::new(ApiKeyId::new(new_id()))?;
    let now = state.clock.now();
    let days = |days: u32| SignedDuration::from_hours(24_i64.saturating_mul(i64::from(days)));
    let key = ApiKeyDoc {
        id: text.id,
        user_id: user.id,
        name: body.name,
        prefix: text.prefix(),
        secret_hash: opaque::digest(&text.secret),
        scopes,
        networks: body.networks,
        per_minute: body.per_minute.unwrap_or(DEFAULT_PER_MINUTE),
        created_at: DateTime::from_jiff(now),
        expires_at: body.expires_in_days.map(|asked| DateTime::from_jiff(now + days(asked))),
        last_used_at: None,
        last_used_ip: None,
    };
    let made = in_kept_transaction(&state.db, async |transaction| {
        guards::hold(&state.database, transaction, &format!("api_keys:{}", user.id)).await?;
        if api_keys::count(&state.database, transaction, user.id).await? >= MOST {
            return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
                "an account can have {MOST} keys; revoke one first",
                "una cuenta puede tener {MOST} claves; revocá una primero"
            )));
        }
        api_keys::insert(&state.database, transaction, &key).await?;
        mail::api_key_created(state, transaction, &user, context, &key.name).await?;
        let by = By::person(user.id, &user.email, context);
        let line = AuditEntry::new(by, "identity.create_api_key", target("api_key", key.id, Some(&key.name)))
            .details(json!({ "scopes": key.scopes, "networks": key.networks, "expires_at": key.to_dto().expires_at }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(NewApiKey { secret: text.text(), key: key.to_dto() })
    })
    .await?;
    state.jobs.wake();
    Ok(made)
}

/// The scopes in order, each once.
fn checked(mut asked: Vec<Scope>, known: &[Scope]) -> ApiResult<Vec<Scope>> {
    let wrong: Vec<FieldError> = asked
        .iter()
        .enumerate()
        .filter(|(_, scope)| !known.contains(scope))
        .map(|(index, scope)| FieldError {
            field: format!("scopes[{index}]"),
            message: format!("{scope} is no scope; GET /api/identity/keys/scopes has all there are"),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(ApiError::new(ErrorCode::ValidationFailed).fields(wrong));
    }
    asked.sort();
    asked.dedup();
    Ok(asked)
}

/// The keys of an account, newest first; those that have expired too.
pub async fn list(state: &AppState, user: UserId) -> ApiResult<Vec<ApiKey>> {
    let keys = api_keys::of_user(&state.database, user).await?;
    Ok(keys.iter().map(ApiKeyDoc::to_dto).collect())
}

/// The same, for administrators.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such account.
pub async fn list_of(state: &AppState, user: UserId) -> ApiResult<Vec<ApiKey>> {
    users::presence(&state.database, user).await?.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
    list(state, user).await
}

/// Revokes a key of `owner`: its next request is refused.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none of that id, or it is somebody else's.
pub async fn revoke(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    owner: UserId,
    id: ApiKeyId,
) -> ApiResult<()> {
    in_transaction(&state.db, async |transaction| {
        let removed = api_keys::remove(&state.database, transaction, owner, id).await?;
        let removed = removed.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let by = By::person(who.id, &who.email, context);
        let what = target("api_key", id, Some(&removed.name));
        let line = AuditEntry::new(by, "identity.revoke_api_key", what).details(json!({ "user_id": owner }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}
