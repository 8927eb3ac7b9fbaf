//! Who a request comes from, as the account is now.

use std::net::IpAddr;

use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};
use shared::identity::{Permission, Role, Scope, UserStatus};

use super::super::access::{CurrentUser, Via};
use super::super::opaque::{ApiKeyText, digest, same};
use super::super::repo::users::Presence;
use super::super::repo::{api_keys, sessions, users, views};
use super::super::tokens;
use super::second_factor::is_required;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// What a key is to be used for.
#[derive(Debug)]
pub struct Use {
    /// The scope that this needs; none where no scope is enough.
    pub scope: Option<Scope>,
    /// The address that the request comes from.
    pub ip: String,
}

/// Loads the key and the account that it acts for, and how many requests a minute it has.
///
/// # Errors
/// [`ErrorCode::Unauthenticated`] when the key is none of ours, revoked or expired; [`ErrorCode::AccountSuspended`];
/// [`ErrorCode::Forbidden`] from a network that the key is not for; [`ErrorCode::ScopeMissing`].
pub async fn behind_key(state: &AppState, shown: &str, asked: &Use) -> ApiResult<(CurrentUser, u32)> {
    let refused = || ApiError::new(ErrorCode::Unauthenticated);
    let text = ApiKeyText::parse(shown).ok_or_else(refused)?;
    let now = state.clock.now();
    let key = api_keys::find(&state.database, text.id).await?.ok_or_else(refused)?;
    let ended = key.expires_at.is_some_and(|at| at.to_jiff() <= now);
    if ended || !same(&key.secret_hash, &digest(&text.secret)) {
        return Err(refused());
    }
    let user = users::presence(&state.database, key.user_id).await?.ok_or_else(refused)?;
    if user.closing.is_some() {
        return Err(refused());
    }
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    let ip = asked.ip.parse::<IpAddr>().ok();
    if !key.networks.is_empty() && !ip.is_some_and(|ip| key.networks.iter().any(|range| range.contains(ip))) {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "this API key may not be used from {}",
            "esta clave de API no se puede usar desde {}";
            asked.ip
        )));
    }
    if !asked.scope.as_ref().is_some_and(|scope| key.scopes.contains(scope)) {
        let needed = asked.scope.as_ref().map_or_else(
            || said!("no scope is enough for this", "ningún alcance es suficiente para esto"),
            |scope| said!("this needs the scope {scope}", "para esto hace falta el alcance {scope}"),
        );
        return Err(ApiError::new(ErrorCode::ScopeMissing).detail(needed));
    }
    api_keys::used(&state.database, &key, &asked.ip, now).await?;
    Ok((current(state, user, Via::Key(key.id)), key.per_minute))
}

/// Loads the look, the account that it is at and who looks: who no longer manages accounts looks no longer, and nobody looks
/// as who has become an administrator.
async fn looking(state: &AppState, user: UserId, view: SessionId, viewer: UserId) -> ApiResult<CurrentUser> {
    let refused = || ApiError::new(ErrorCode::Unauthenticated);
    let (view, user, viewer) = futures::try_join!(
        views::open(&state.database, view, state.clock.now()),
        users::presence(&state.database, user),
        users::presence(&state.database, viewer),
    )?;
    let (Some(view), Some(user), Some(viewer)) = (view, user, viewer) else { return Err(refused()) };
    let in_use = |user: &Presence| user.closing.is_none() && user.status == UserStatus::Active;
    let is_admin = |user: &Presence| user.roles.contains(&Role::Admin);
    let manages = is_admin(&viewer) && viewer.permissions.contains(&Permission::ManageUsers);
    let of_both = view.user_id == user.id && view.viewer_id == viewer.id;
    if !(of_both && in_use(&user) && in_use(&viewer) && manages && !is_admin(&user)) {
        return Err(refused());
    }
    let via = Via::Session { id: view.id, proved_at: None };
    Ok(CurrentUser { viewer: Some(viewer.id), ..current(state, user, via) })
}

fn current(state: &AppState, user: Presence, via: Via) -> CurrentUser {
    let second_factor = user.second_factor_since.is_some();
    CurrentUser {
        second_factor_required: is_required(state, &user.roles) && !second_factor,
        id: user.id,
        viewer: None,
        via,
        email: user.email,
        roles: user.roles,
        permissions: user.permissions,
        locale: user.locale,
        must_change_password: user.must_change_password,
        phone_required: user.phone_required,
    }
}

/// Loads the session and the account that a token names: what was revoked, suspended or demoted a moment ago counts.
///
/// # Errors
/// [`ErrorCode::Unauthenticated`] when the token is not good or its session has ended;
/// [`ErrorCode::AccountSuspended`].
pub async fn who(state: &AppState, token: &str) -> ApiResult<CurrentUser> {
    let claims = tokens::read(state, token).await?;
    if let Some(act) = claims.act {
        return looking(state, claims.sub, claims.sid, act.sub).await;
    }
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
    let via = Via::Session { id: session.id, proved_at: session.proved_at.map(|at| at.to_jiff()) };
    Ok(current(state, user, via))
}
