//! Another address to sign in with: proven by mail before it counts; the old mailbox can take it back for a week.

use bson::DateTime;
use jiff::SignedDuration;
use mongodb::ClientSession;
use shared::error::ErrorCode;
use shared::identity::{ChangeEmail, EmailLink};

use super::super::access::CurrentUser;
use super::super::opaque::digest;
use super::super::repo::links::{self, LinkDoc, LinkKind};
use super::super::repo::profile::FormerEmail;
use super::super::repo::sessions;
use super::super::repo::users::{self, UserDoc};
use super::super::rules::names::{email_key, misspelt_words, search_words};
use super::super::rules::throttle::MAIL;
use super::{account, mail, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::notifications::Template;
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::ids::random_token;

/// How long the link to the new address is good.
const CONFIRM_FOR: SignedDuration = SignedDuration::from_hours(24);
/// How long the link to the old address is good.
const UNDO_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Mails a link to the new address.
///
/// # Errors
/// [`ErrorCode::EmailTaken`]; [`ErrorCode::ValidationFailed`] when it is the address already;
/// [`ErrorCode::TooManyRequests`].
pub async fn ask(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: &ChangeEmail,
) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    let email = email_key(&body.new_email);
    if email == user.email {
        return Err(ApiError::field("new_email", "must be another one than the address now"));
    }
    // It tells whether the address is taken, as registering does, and is rationed too.
    throttling::take(state, format!("change_email:{}", user.id), MAIL).await?;
    let token = random_token()?;
    in_transaction(&state.db, async |transaction| {
        free(state, transaction, &user, &email).await?;
        links::withdraw(&state.database, transaction, user.id, LinkKind::ChangeEmail).await?;
        let expires_at = state.clock.now() + CONFIRM_FOR;
        link(state, transaction, &user, &email, LinkKind::ChangeEmail, &token, expires_at).await?;
        let template = Template::ChangeEmail {
            name: user.first_name.clone(),
            email: email.clone(),
            token: token.clone(),
            expires_at,
        };
        mail::queue_to(state, transaction, &email, user.locale, template, &digest(&token)).await?;
        let by = By::person(user.id, &user.email, context);
        let line =
            AuditEntry::new(by, "identity.ask_change_email", target("user", user.id, Some(&user.email)));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// Uses the link in the new mailbox: from now on the new address counts. The old one is told, with a link that takes
/// it back.
///
/// # Errors
/// [`ErrorCode::LinkExpired`]; [`ErrorCode::EmailTaken`] when somebody else took the address meanwhile.
pub async fn confirm(state: &AppState, context: &RequestContext, body: &EmailLink) -> ApiResult<()> {
    let (used, user) = find(state, body, LinkKind::ChangeEmail).await?;
    let now = state.clock.now();
    let until = now + UNDO_FOR;
    let undo = random_token()?;
    let old = user.email.clone();
    // Of several changes in a week, the first address is the one that can be had back: a thief changes twice.
    let standing = user.former_email.clone().filter(|former| now < former.until.to_jiff());
    let mut wished = with_email(&user, used.email.clone());
    let first = standing.is_none();
    wished.former_email =
        standing.or_else(|| Some(FormerEmail { email: old.clone(), until: DateTime::from_jiff(until) }));
    in_transaction(&state.db, async |transaction| {
        take(state, transaction, body, LinkKind::ChangeEmail).await?;
        free(state, transaction, &user, &used.email).await?;
        links::withdraw(&state.database, transaction, user.id, LinkKind::ChangeEmail).await?;
        links::withdraw(&state.database, transaction, user.id, LinkKind::VerifyEmail).await?;
        links::withdraw(&state.database, transaction, user.id, LinkKind::ResetPassword).await?;
        let after = turn_into(state, transaction, &user, &wished).await?;
        if first {
            link(state, transaction, &user, &old, LinkKind::UndoEmail, &undo, until).await?;
            let template = Template::EmailChanged {
                name: user.first_name.clone(),
                email: used.email.clone(),
                token: undo.clone(),
                expires_at: until,
            };
            mail::queue_to(state, transaction, &old, user.locale, template, &digest(&undo)).await?;
        }
        record(state, transaction, context, &user, &after, "identity.change_email").await
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// Uses the link in the old mailbox: the old address counts again, and every session ends, since whoever changed it may
/// not have been the owner.
///
/// # Errors
/// [`ErrorCode::LinkExpired`].
pub async fn undo(state: &AppState, context: &RequestContext, body: &EmailLink) -> ApiResult<()> {
    let (used, user) = find(state, body, LinkKind::UndoEmail).await?;
    let mut wished = with_email(&user, used.email.clone());
    wished.former_email = None;
    in_transaction(&state.db, async |transaction| {
        take(state, transaction, body, LinkKind::UndoEmail).await?;
        for kind in [LinkKind::ChangeEmail, LinkKind::UndoEmail, LinkKind::ResetPassword] {
            links::withdraw(&state.database, transaction, user.id, kind).await?;
        }
        sessions::end_all(&state.database, transaction, user.id, None).await?;
        let after = turn_into(state, transaction, &user, &wished).await?;
        record(state, transaction, context, &user, &after, "identity.undo_change_email").await
    })
    .await
}

async fn find(state: &AppState, body: &EmailLink, kind: LinkKind) -> ApiResult<(LinkDoc, UserDoc)> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    let found = links::find(&state.database, &digest(&body.token), kind, state.clock.now()).await?;
    let found = found.ok_or_else(gone)?;
    let user = users::by_id(&state.database, found.user_id).await?.ok_or_else(gone)?;
    Ok((found, user))
}

async fn take(
    state: &AppState,
    transaction: &mut ClientSession,
    body: &EmailLink,
    kind: LinkKind,
) -> ApiResult<()> {
    let (digest, now) = (digest(&body.token), state.clock.now());
    let used = links::use_up(&state.database, transaction, &digest, kind, now).await?;
    used.ok_or_else(|| ApiError::new(ErrorCode::LinkExpired))?;
    Ok(state.notifications.forget_secret(&body.token, Some(transaction)).await?)
}

/// Refuses an address that another account has, or may have back.
async fn free(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    email: &str,
) -> ApiResult<()> {
    let owner = users::by_email_within(&state.database, transaction, email).await?;
    let now = DateTime::from_jiff(state.clock.now());
    if owner.is_some_and(|owner| owner.id != user.id)
        || users::is_reserved(&state.database, transaction, email, user.id, now).await?
    {
        return Err(ErrorCode::EmailTaken.into());
    }
    Ok(())
}

fn with_email(user: &UserDoc, email: String) -> UserDoc {
    let mut past = user.past_emails.clone();
    past.push(user.email.clone());
    past.retain(|address| *address != email);
    past.sort_unstable();
    past.dedup();
    UserDoc {
        search: search_words(&email, &user.first_name, &user.last_name),
        misspelt: misspelt_words(&email, &user.first_name, &user.last_name),
        email,
        // The link was mailed there.
        email_verified: true,
        past_emails: past,
        ..user.clone()
    }
}

async fn turn_into(
    state: &AppState,
    transaction: &mut ClientSession,
    before: &UserDoc,
    wished: &UserDoc,
) -> ApiResult<UserDoc> {
    users::turn_into(&state.database, transaction, before, wished, state.clock.now()).await
}

async fn link(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    email: &str,
    kind: LinkKind,
    token: &str,
    expires_at: jiff::Timestamp,
) -> ApiResult<()> {
    let link = LinkDoc {
        digest: digest(token),
        kind,
        user_id: user.id,
        email: email.to_owned(),
        created_at: DateTime::from_jiff(state.clock.now()),
        expires_at: DateTime::from_jiff(expires_at),
    };
    links::insert(&state.database, transaction, &link).await
}

async fn record(
    state: &AppState,
    transaction: &mut ClientSession,
    context: &RequestContext,
    before: &UserDoc,
    after: &UserDoc,
    action: &'static str,
) -> ApiResult<()> {
    let by = By::person(before.id, &before.email, context);
    let line = AuditEntry::new(by, action, target("user", before.id, Some(&after.email)))
        .changes(changes(&before.to_profile(), &after.to_profile()));
    Ok(state.audit.record(line, Some(transaction)).await?)
}
