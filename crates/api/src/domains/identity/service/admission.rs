//! From a proof of who somebody is to a session: at once, or through the second factor.
//!
//! Every door ends here, whatever it takes for proof. Where the account has a second factor, the proof is kept as a
//! challenge for [`LIFETIME`]: its token is good once and for a few codes, and says nothing about the account. Only who
//! has given the first proof learns that there is a second factor.

use bson::DateTime;
use jiff::SignedDuration;
use mongodb::ClientSession;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{CompleteSignIn, SecondFactorChallenge, UserStatus};

use super::super::opaque;
use super::super::repo::challenges::{self, ChallengeDoc};
use super::super::repo::second_factors;
use super::super::repo::users::{self, UserDoc};
use super::super::rules::throttle::ADDRESS;
use super::entry::{self, Entry, Opened};
use super::second_factor::{Accepted, spend};
use super::throttling;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::ids::random_token;

/// How long a second factor is awaited.
const LIFETIME: SignedDuration = SignedDuration::from_mins(5);

/// What a proof of who somebody is leads to.
#[derive(Debug)]
pub enum Admission {
    /// They are in.
    Entered(Box<Entry>),
    /// The second factor is awaited.
    Challenged(SecondFactorChallenge),
}

impl Admission {
    /// The entry; the challenge as the problem that carries it.
    ///
    /// # Errors
    /// [`ErrorCode::SecondFactorRequired`].
    pub fn into_entry(self) -> ApiResult<Entry> {
        match self {
            Self::Entered(entry) => Ok(*entry),
            Self::Challenged(challenge) => Err(ApiError::second_factor(challenge)),
        }
    }
}

/// Lets in somebody who has just proven to be this account's owner at `door` (`password`, `google` …), or asks for the
/// second factor. `new_hash` is the password's, where the stored one is outdated.
///
/// # Errors
/// [`ErrorCode::AccountSuspended`].
pub async fn admit(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    user: &UserDoc,
    door: &'static str,
    new_hash: Option<&str>,
) -> ApiResult<Admission> {
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    if user.second_factor_since.is_some() {
        return challenge(state, context, user, door, new_hash).await.map(Admission::Challenged);
    }
    let mark = entry::device_mark(device)?;
    let opened = in_transaction(&state.db, async |transaction| {
        enter(state, transaction, context, user, &mark, door, new_hash).await
    })
    .await?;
    entered(state, user, opened, mark).await.map(Admission::Entered)
}

async fn challenge(
    state: &AppState,
    context: &RequestContext,
    user: &UserDoc,
    door: &'static str,
    new_hash: Option<&str>,
) -> ApiResult<SecondFactorChallenge> {
    let token = random_token()?;
    let now = state.clock.now();
    let expires_at = now + LIFETIME;
    let challenge = ChallengeDoc {
        digest: opaque::digest(&token),
        user_id: user.id,
        door: door.to_owned(),
        tries: 0,
        created_at: DateTime::from_jiff(now),
        expires_at: DateTime::from_jiff(expires_at),
    };
    in_transaction(&state.db, async |transaction| {
        if let Some(hash) = new_hash {
            users::rehash(&state.database, transaction, user.id, hash).await?;
        }
        challenges::insert(&state.database, transaction, &challenge).await?;
        let what = target("user", user.id, Some(&user.email));
        let line = AuditEntry::new(By::anonymous(context), "identity.second_factor_asked", what);
        Ok(state.audit.record(line.details(json!({ "door": door })), Some(transaction)).await?)
    })
    .await?;
    Ok(SecondFactorChallenge { challenge: token, expires_at })
}

/// Completes a sign-in with a code.
///
/// # Errors
/// [`ErrorCode::ChallengeExpired`], [`ErrorCode::InvalidSecondFactor`], [`ErrorCode::TooManyRequests`],
/// [`ErrorCode::AccountSuspended`].
pub async fn complete(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: CompleteSignIn,
) -> ApiResult<Entry> {
    let gone = || ApiError::new(ErrorCode::ChallengeExpired);
    let of_address = throttling::take_for_address(state, context, "second_factor", ADDRESS).await?;
    let (digest, now) = (opaque::digest(&body.challenge), state.clock.now());
    let challenge = challenges::find(&state.database, &digest, now).await?.ok_or_else(gone)?;
    let user = users::by_id(&state.database, challenge.user_id).await?.ok_or_else(gone)?;
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    let factor = second_factors::find(&state.database, user.id).await?;
    let factor = factor.filter(|factor| factor.confirmed).ok_or_else(gone)?;
    let of_account = throttling::take_for_code(state, &user, device.as_deref()).await?;
    if !challenges::take_try(&state.database, &digest, now).await? {
        return Err(gone());
    }
    let mark = entry::device_mark(device)?;
    let opened = in_transaction(&state.db, async |transaction| {
        let accepted = spend(state, transaction, &factor, &body.code, now).await?;
        if !challenges::use_up(&state.database, transaction, &digest, now).await? {
            return Err(gone());
        }
        if accepted == Accepted::Recovery {
            super::second_factor::tell_recovery(state, transaction, context, &user, &factor).await?;
        }
        enter(state, transaction, context, &user, &mark, &challenge.door, None).await
    })
    .await;
    if opened.as_ref().is_err_and(|error| error.code() == ErrorCode::InvalidSecondFactor) {
        let what = target("user", user.id, Some(&user.email));
        let line = AuditEntry::new(By::anonymous(context), "identity.second_factor_refused", what);
        state.audit.record(line, None).await?;
    }
    let opened = opened?;
    of_address.put_back(state).await?;
    of_account.put_back(state).await?;
    state.jobs.wake();
    entered(state, &user, opened, mark).await.map(|entry| *entry)
}

/// Opens the session and notes the sign-in.
async fn enter(
    state: &AppState,
    transaction: &mut ClientSession,
    context: &RequestContext,
    user: &UserDoc,
    mark: &str,
    door: &str,
    new_hash: Option<&str>,
) -> ApiResult<Opened> {
    let at = state.clock.now();
    users::note_sign_in(&state.database, transaction, user.id, at, new_hash).await?;
    users::remember_device(&state.database, transaction, user.id, &opaque::digest(mark)).await?;
    let by = By::person(user.id, &user.email, context);
    let line = AuditEntry::new(by, "identity.sign_in", target("user", user.id, Some(&user.email)))
        .details(json!({ "door": door, "second_factor": user.second_factor_since.is_some() }));
    state.audit.record(line, Some(&mut *transaction)).await?;
    entry::open_session(state, transaction, user, context).await
}

/// The entry of a session that was opened.
pub async fn entered(
    state: &AppState,
    user: &UserDoc,
    opened: Opened,
    mark: String,
) -> ApiResult<Box<Entry>> {
    let answer = entry::answer(state, user, opened.id).await?;
    Ok(Box::new(Entry { answer, refresh: opened.refresh.text(), device: Some(mark) }))
}
