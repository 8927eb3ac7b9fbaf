//! Accounts, for administrators.

use std::collections::BTreeMap;

use bson::doc;
use jiff::Timestamp;
use serde_json::json;
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{Session, UpdateUser, User, UserQuery, UserStatus, UserSummary};
use shared::page::Page;

use super::super::access::CurrentUser;
use super::super::repo::users::UserDoc;
use super::super::repo::{guards, sessions, users};
use super::super::rules::administration::change;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction, page};
use crate::infra::db::sought::Sought;
use crate::said;

/// The accounts that `query` asks for, newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn list(state: &AppState, query: &UserQuery) -> ApiResult<Page<UserSummary>> {
    let after = page::decode::<UserId>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = users::list(&state.database, query, after, limit.saturating_add(1)).await?;
    Ok(page::page(found, limit, |user| user.id))
}

/// The accounts that are called like that, the best first; at most `count`.
///
/// # Errors
/// When the database fails.
pub async fn called(state: &AppState, what: &Sought, count: usize) -> ApiResult<Vec<UserSummary>> {
    users::called(&state.database, what, count).await
}

/// How many accounts were opened on each day since then, in that zone; days without any are left out.
///
/// # Errors
/// When the database fails.
pub async fn sign_ups(state: &AppState, since: Timestamp, zone: &str) -> ApiResult<BTreeMap<String, u64>> {
    let found = users::opened_by_day(&state.database, since, zone).await?;
    Ok(found.into_iter().map(|of| (of.day, u64::try_from(of.count).unwrap_or_default())).collect())
}

/// One account.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(state: &AppState, id: UserId) -> ApiResult<User> {
    Ok(find(state, id).await?.to_user())
}

async fn find(state: &AppState, id: UserId) -> ApiResult<UserDoc> {
    let user = users::by_id(&state.database, id).await?;
    user.ok_or_else(|| ApiError::new(ErrorCode::NotFound))
}

/// Changes roles, permissions and status. Who is suspended is signed out everywhere at once.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] when the account is no longer at that revision;
/// [`ErrorCode::Forbidden`] when a permission is handed out that `who` does not have; [`ErrorCode::LastOne`] when
/// nobody would be left who manages accounts.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: UserId,
    body: UpdateUser,
) -> ApiResult<User> {
    let before = find(state, id).await?;
    if before.revision != body.revision {
        return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "the account is at revision {}, not {}; read it again",
            "la cuenta está en la revisión {}, no en la {}; leela de nuevo";
            before.revision,
            body.revision
        )));
    }
    let standing = change(&who.permissions, &before.standing(), &body)?;
    let steps_down = before.standing().manages_users() && !standing.manages_users();
    let suspended = standing.status == UserStatus::Suspended;
    let fields = doc! {
        "roles": bson::serialize_to_bson(&standing.roles).map_err(ApiError::internal)?,
        "permissions": bson::serialize_to_bson(&standing.permissions).map_err(ApiError::internal)?,
        "status": bson::serialize_to_bson(&standing.status).map_err(ApiError::internal)?,
    };
    let after = in_transaction(&state.db, async |transaction| {
        if steps_down {
            guards::hold_administrators(&state.database, transaction).await?;
            if !users::another_manages(&state.database, transaction, Some(id)).await? {
                return Err(ApiError::new(ErrorCode::LastOne).detail(said!(
                    "nobody else could manage accounts; let somebody else do it first",
                    "nadie más podría administrar cuentas; primero dale ese permiso a otra persona"
                )));
            }
        }
        let at = state.clock.now();
        let after = users::update(&state.database, transaction, &before, fields.clone(), at).await?;
        if suspended {
            sessions::end_all(&state.database, transaction, id, None).await?;
        }
        let by = By::person(who.id, &who.email, context);
        let shown = |user: &UserDoc| {
            json!({ "roles": user.roles, "permissions": user.permissions, "status": user.status })
        };
        let line = AuditEntry::new(by, "identity.update_user", target("user", id, Some(&before.email)))
            .changes(changes(&shown(&before), &shown(&after)));
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await?;
    Ok(after.to_user())
}

/// The sessions of an account, last seen first.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn list_sessions(state: &AppState, who: &CurrentUser, id: UserId) -> ApiResult<Vec<Session>> {
    find(state, id).await?;
    let sessions = sessions::of_user(&state.database, id, state.clock.now()).await?;
    Ok(sessions.iter().map(|session| session.to_dto(who.session())).collect())
}

/// Ends every session of an account.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn revoke_sessions(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: UserId,
) -> ApiResult<()> {
    let user = find(state, id).await?;
    in_transaction(&state.db, async |transaction| {
        let ended = sessions::end_all(&state.database, transaction, id, None).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.revoke_sessions", target("user", id, Some(&user.email)))
            .details(json!({ "sessions": ended }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}
