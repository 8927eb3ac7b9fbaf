//! Opening an account.
//!
//! An answer with a token for a new address and another for a taken one tells who has an account, and the contract wants
//! the token. So the answer is honest, takes as long either way, is rationed per address ([`REGISTER`]), and the
//! owner of the taken address hears of it.

use bson::DateTime;
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{Register, UserStatus};

use super::super::opaque;
use super::super::repo::links::LinkKind;
use super::super::repo::profile::ProfileDoc;
use super::super::repo::users::{self, UserDoc};
use super::super::rules::names::{email_key, misspelt_words, search_words};
use super::super::rules::throttle::{MAIL, REGISTER};
use super::entry::{self, Entry};
use super::{mail, password, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, in_transaction};
use crate::infra::ids::new_id;

/// Opens an account, mails a link that proves its address, and lets its owner in.
///
/// # Errors
/// [`ErrorCode::EmailTaken`], [`ErrorCode::WeakPassword`], [`ErrorCode::TooManyRequests`].
pub async fn register(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: Register,
) -> ApiResult<Entry> {
    let email = email_key(&body.email);
    password::refuse_weak(&body.password, "password", &[&email, &body.first_name, &body.last_name])?;
    throttling::take_for_address(state, context, "register", REGISTER).await?;
    let mark = entry::device_mark(device)?;
    let hash = state.identity.hasher.hash(body.password.clone()).await?;
    let user = new_user(state, email, hash, body, opaque::digest(&mark));
    let opened = in_kept_transaction(&state.db, async |transaction| {
        users::insert(&state.database, transaction, &user).await?;
        mail::link(state, transaction, &user, LinkKind::VerifyEmail).await?;
        let by = By::person(user.id, &user.email, context);
        let what = target("user", user.id, Some(&user.email));
        state.audit.record(AuditEntry::new(by, "identity.register", what), Some(transaction)).await?;
        entry::open_session(state, transaction, &user, context).await
    })
    .await;
    let opened = match opened {
        Err(error) if error.code() == ErrorCode::EmailTaken => {
            tell_owner(state, context, &user.email).await?;
            return Err(error);
        }
        other => other?,
    };
    state.jobs.wake();
    let answer = entry::answer(state, &user, opened.id).await?;
    Ok(Entry { answer, refresh: opened.refresh.text(), device: Some(mark) })
}

fn new_user(
    state: &AppState,
    email: String,
    password_hash: String,
    body: Register,
    device: String,
) -> UserDoc {
    let now = DateTime::from_jiff(state.clock.now());
    UserDoc {
        roles: vec![body.role],
        locale: body.locale,
        devices: vec![device],
        last_sign_in_at: Some(now),
        ..blank(email, body.first_name, body.last_name, password_hash, now)
    }
}

/// An account without anything: level 1, no points, no role.
pub fn blank(
    email: String,
    first_name: String,
    last_name: String,
    password_hash: String,
    now: DateTime,
) -> UserDoc {
    UserDoc {
        id: UserId::new(new_id()),
        search: search_words(&email, &first_name, &last_name),
        misspelt: misspelt_words(&email, &first_name, &last_name),
        email,
        email_verified: false,
        password_hash,
        must_change_password: false,
        phone: None,
        phone_required: false,
        second_factor_since: None,
        first_name,
        last_name,
        roles: Vec::new(),
        permissions: Vec::new(),
        status: UserStatus::Active,
        locale: shared::identity::Locale::default(),
        level: 1,
        total_points: 0,
        current_streak: 0,
        longest_streak: 0,
        conversion_credits: 0,
        devices: Vec::new(),
        profile: ProfileDoc::default(),
        former_email: None,
        past_emails: Vec::new(),
        closing: None,
        erased_at: None,
        created_at: now,
        updated_at: now,
        last_sign_in_at: None,
        revision: 1,
    }
}

/// Mails the owner of a taken address that somebody tried, but does not let anybody flood them.
async fn tell_owner(state: &AppState, context: &RequestContext, email: &str) -> ApiResult<()> {
    let Some(owner) = users::by_email(&state.database, email).await? else { return Ok(()) };
    let flooded = throttling::take(state, format!("register:mail:{}", owner.id), MAIL).await;
    let flooded = flooded.is_err_and(|error: ApiError| error.code() == ErrorCode::TooManyRequests);
    in_transaction(&state.db, async |transaction| {
        if !flooded {
            mail::account_exists(state, transaction, &owner).await?;
        }
        let what = target("user", owner.id, Some(&owner.email));
        let line = AuditEntry::new(By::anonymous(context), "identity.register_taken", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.jobs.wake();
    Ok(())
}
