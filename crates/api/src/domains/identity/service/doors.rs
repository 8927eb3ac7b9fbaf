//! What an identity at a provider means for an account.
//!
//! An identity that opens an account opens that account. One that opens none opens a new account, unless there is one
//! with its address: then its owner has to come in first and link the two, because whoever controls an address at a
//! provider today need not be who opened the account. Who comes in through a provider gives a phone number before
//! anything else.

use bson::DateTime;
use mongodb::ClientSession;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{Provider, Role, UserStatus};

use super::super::opaque;
use super::super::providers::Identified;
use super::super::repo::external::{self, ExternalDoc};
use super::super::repo::users::{self, UserDoc};
use super::super::rules::throttle::DOOR;
use super::admission::Admission;
use super::{admission, entry, register, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};

/// Lets somebody in whom a provider vouches for, or asks for the second factor.
///
/// # Errors
/// [`ErrorCode::LinkFirst`], [`ErrorCode::AccountSuspended`].
pub async fn enter(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    who: &Identified,
) -> ApiResult<Admission> {
    match enter_once(state, context, device.clone(), who).await {
        // Somebody opened the account between our looking and our writing: another tab of the same person, or another
        // person with the same address. Looking again tells which.
        Err(error) if matches!(error.code(), ErrorCode::EmailTaken | ErrorCode::AlreadyLinked) => {
            enter_once(state, context, device, who).await
        }
        other => other,
    }
}

async fn enter_once(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    who: &Identified,
) -> ApiResult<Admission> {
    let mut known = external::find(&state.database, &who.key()).await?;
    if known.is_none() {
        let Some(owner) = users::by_email(&state.database, &who.email).await? else {
            return come_first(state, context, device, who).await;
        };
        // The account may have been opened between the two looks, with this identity.
        known = external::find(&state.database, &who.key()).await?;
        if known.is_none() {
            refused(state, context, &owner, who, "not_linked").await?;
        }
    }
    let known = known.ok_or(ErrorCode::LinkFirst)?;
    let user = users::by_id(&state.database, known.user_id).await?;
    let user = user.ok_or_else(|| ApiError::internal("an identity opens an account that is gone"))?;
    if user.status == UserStatus::Suspended {
        refused(state, context, &user, who, "suspended").await?;
        return Err(ErrorCode::AccountSuspended.into());
    }
    come_back(state, context, device, who, user).await
}

/// Somebody whose account the identity opens.
async fn come_back(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    who: &Identified,
    mut user: UserDoc,
) -> ApiResult<Admission> {
    let phone_required = in_transaction(&state.db, async |transaction| {
        external::note_use(&state.database, transaction, &who.key(), &who.email, state.clock.now()).await?;
        users::require_phone(&state.database, transaction, user.id).await
    })
    .await?;
    user.phone_required |= phone_required;
    admission::admit(state, context, device, &user, who.provider.as_str(), None).await
}

/// Somebody new.
async fn come_first(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    who: &Identified,
) -> ApiResult<Admission> {
    let mark = entry::device_mark(device)?;
    let now = DateTime::from_jiff(state.clock.now());
    let no_password = String::new();
    let user = UserDoc {
        email_verified: true,
        roles: vec![Role::Customer],
        locale: context.locale,
        devices: vec![opaque::digest(&mark)],
        last_sign_in_at: Some(now),
        phone_required: true,
        ..register::blank(who.email.clone(), who.first_name.clone(), who.last_name.clone(), no_password, now)
    };
    let identity = ExternalDoc { last_used_at: Some(now), ..identity(who, &user, now) };
    let opened = in_transaction(&state.db, async |transaction| {
        users::insert(&state.database, transaction, &user).await?;
        external::insert(&state.database, transaction, &identity).await?;
        record(state, context, transaction, &user, who.provider, "identity.register").await?;
        entry::open_session(state, transaction, &user, context).await
    })
    .await?;
    admission::entered(state, &user, opened, mark).await.map(Admission::Entered)
}

/// The identity as it is stored for an account.
pub fn identity(who: &Identified, user: &UserDoc, now: DateTime) -> ExternalDoc {
    ExternalDoc {
        key: who.key(),
        provider: who.provider,
        user_id: user.id,
        email: who.email.clone(),
        linked_at: now,
        last_used_at: None,
    }
}

/// Takes a try from the bucket of the address that somebody comes from.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`].
pub async fn ration(state: &AppState, context: &RequestContext) -> ApiResult<()> {
    throttling::take_for_address(state, context, "door", DOOR).await.map(|_| ())
}

/// Records what an owner did through a provider.
pub async fn record(
    state: &AppState,
    context: &RequestContext,
    transaction: &mut ClientSession,
    user: &UserDoc,
    provider: Provider,
    action: &'static str,
) -> ApiResult<()> {
    let by = By::person(user.id, &user.email, context);
    let line = AuditEntry::new(by, action, target("user", user.id, Some(&user.email)))
        .details(json!({ "provider": provider }));
    Ok(state.audit.record(line, Some(transaction)).await?)
}

async fn refused(
    state: &AppState,
    context: &RequestContext,
    user: &UserDoc,
    who: &Identified,
    reason: &str,
) -> ApiResult<()> {
    let what = target("user", user.id, Some(&user.email));
    let line = AuditEntry::new(By::anonymous(context), "identity.sign_in_refused", what)
        .details(json!({ "reason": reason, "provider": who.provider }));
    Ok(state.audit.record(line, None).await?)
}
