//! Signing in with email and password.
//!
//! Whether the account exists shows neither in the answer nor in its time: where there is none, the same buckets are
//! asked and a password is compared with a hash that nobody's password gives. While accounts of the old platform have
//! bcrypt hashes, which take another time, half of the addresses without an account (always the same ones) are
//! compared with such a hash.

use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{SignIn, UserStatus};

use super::super::hashing::Verdict;
use super::super::repo::users::{self, UserDoc};
use super::super::rules::names::email_key;
use super::super::tokens;
use super::entry::Entry;
use super::{admission, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiResult, RequestContext};

/// Lets the owner of an account in.
///
/// # Errors
/// [`ErrorCode::InvalidCredentials`], [`ErrorCode::TooManyRequests`],
/// [`ErrorCode::SecondFactorRequired`] with how to go on,
/// [`ErrorCode::AccountSuspended`] (only to who knows the password).
pub async fn sign_in(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: SignIn,
) -> ApiResult<Entry> {
    let email = email_key(&body.email);
    let user = users::by_email(&state.database, &email).await?;
    let tries = throttling::take_for_guess(state, context, &email, user.as_ref(), device.as_deref()).await?;
    let verdict = compare(state, &email, user.as_ref(), body.password.clone()).await?;
    let user = match user {
        Some(user) if verdict.right => user,
        other => {
            refused(state, context, other.as_ref(), &email, "wrong_password").await?;
            return Err(ErrorCode::InvalidCredentials.into());
        }
    };
    if user.status == UserStatus::Suspended {
        refused(state, context, Some(&user), &email, "suspended").await?;
        return Err(ErrorCode::AccountSuspended.into());
    }
    let new_hash =
        if verdict.outdated { Some(state.identity.hasher.hash(body.password).await?) } else { None };
    let admission = admission::admit(state, context, device, &user, "password", new_hash.as_deref()).await?;
    for taken in tries {
        taken.put_back(state).await?;
    }
    admission.into_entry()
}

async fn compare(
    state: &AppState,
    email: &str,
    user: Option<&UserDoc>,
    password: String,
) -> ApiResult<Verdict> {
    // Asked for every address, so that asking takes no time of its own.
    let old_hash = users::any_old_hash(&state.database).await?;
    let seems_old = tokens::coin(state, email).await?;
    let stored = match (user, old_hash) {
        (Some(user), _) if user.has_password() => user.password_hash.clone(),
        (_, Some(old)) if seems_old => old,
        (_, _) => state.identity.hasher.decoy().await?,
    };
    let verdict = state.identity.hasher.verify(password, stored).await?;
    Ok(Verdict { right: verdict.right && user.is_some_and(UserDoc::has_password), ..verdict })
}

/// Records a refusal: for administrators, who may know what the caller may not.
async fn refused(
    state: &AppState,
    context: &RequestContext,
    user: Option<&UserDoc>,
    email: &str,
    reason: &str,
) -> ApiResult<()> {
    // What was typed as an address may be a password in the wrong field.
    let typed = if email.contains('@') { email } else { "(not an address)" };
    let (id, reason) = match user {
        Some(user) => (user.id.to_string(), reason),
        None => ("unknown".to_owned(), "unknown_account"),
    };
    let line =
        AuditEntry::new(By::anonymous(context), "identity.sign_in_refused", target("user", id, Some(typed)));
    Ok(state.audit.record(line.details(json!({ "reason": reason })), None).await?)
}
