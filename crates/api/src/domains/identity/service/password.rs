//! Changing a password, and getting a new one when it is forgotten.

use bson::{Document, doc};
use mongodb::ClientSession;
use shared::error::{ErrorCode, FieldError};
use shared::id::SessionId;
use shared::identity::{ChangePassword, ForgotPassword, ResetPassword};

use super::super::access::CurrentUser;
use super::super::opaque::digest;
use super::super::repo::links::{self, LinkKind};
use super::super::repo::users::UserDoc;
use super::super::repo::{challenges, sessions, users};
use super::super::rules::names::email_key;
use super::super::rules::passwords::too_easy;
use super::super::rules::throttle::{CHANGE, FORGOT, MAIL};
use super::{account, entry, mail, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::said;

/// Refuses a new password that is easy to guess for an account that these words are known about.
///
/// # Errors
/// [`ErrorCode::WeakPassword`] on `field`.
pub fn refuse_weak(password: &str, field: &str, known: &[&str]) -> ApiResult<()> {
    match too_easy(password, known) {
        None => Ok(()),
        Some(reason) => {
            let wrong = FieldError { field: field.to_owned(), message: reason.to_owned() };
            Err(ApiError::new(ErrorCode::WeakPassword).fields(vec![wrong]))
        }
    }
}

/// Changes one's own password and ends every session but `session`.
///
/// # Errors
/// [`ErrorCode::InvalidCredentials`] when the current password is wrong, [`ErrorCode::PasswordNotSet`] when there is none,
/// [`ErrorCode::WeakPassword`], [`ErrorCode::TooManyRequests`].
pub async fn change(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    session: SessionId,
    body: ChangePassword,
) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    if !user.has_password() {
        return Err(ErrorCode::PasswordNotSet.into());
    }
    refuse_weak(&body.new_password, "new_password", &user.known_words())?;
    let taken = throttling::take(state, format!("change:{}", user.id), CHANGE).await?;
    let hasher = &state.identity.hasher;
    if !hasher.verify(body.current_password.clone(), user.password_hash.clone()).await?.right {
        let what = target("user", user.id, Some(&user.email));
        let by = By::person(user.id, &user.email, context);
        state.audit.record(AuditEntry::new(by, "identity.change_password_refused", what), None).await?;
        return Err(ApiError::new(ErrorCode::InvalidCredentials)
            .detail(said!("the current password is not right", "la contraseña actual no es correcta")));
    }
    taken.put_back(state).await?;
    if body.current_password == body.new_password {
        return Err(ApiError::field("new_password", "must be another one than the current password"));
    }
    let fields = new_password(hasher.hash(body.new_password).await?);
    in_transaction(&state.db, async |transaction| {
        sessions::end_all(&state.database, transaction, user.id, Some(session)).await?;
        sessions::prove(&state.database, transaction, session, state.clock.now()).await?;
        store(state, transaction, context, &user, fields.clone(), "identity.change_password").await
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// Mails a link, if there is an account. The answer is given before anybody looks, so that its time tells nothing.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] for the address that asks.
pub async fn forgot(state: &AppState, context: &RequestContext, body: ForgotPassword) -> ApiResult<()> {
    throttling::take_for_address(state, context, "forgot", FORGOT).await?;
    let (state, context) = (state.clone(), context.clone());
    actix_web::rt::spawn(async move {
        if let Err(error) = mail_link(&state, &context, &body.email).await {
            tracing::error!(%error, cause = ?std::error::Error::source(&error), "no reset link was mailed");
        }
    });
    Ok(())
}

async fn mail_link(state: &AppState, context: &RequestContext, email: &str) -> ApiResult<()> {
    let Some(user) = users::by_email(&state.database, &email_key(email)).await? else { return Ok(()) };
    // Who asks for an account's links too often changes nothing for its owner: the last three still lie in the mailbox.
    let taken = throttling::take(state, format!("forgot:mail:{}", user.id), MAIL).await;
    if taken.is_err_and(|error| error.code() == ErrorCode::TooManyRequests) {
        return Ok(());
    }
    in_transaction(&state.db, async |transaction| {
        mail::link(state, transaction, &user, LinkKind::ResetPassword).await?;
        let what = target("user", user.id, Some(&user.email));
        let line = AuditEntry::new(By::anonymous(context), "identity.forgot_password", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// Sets a new password with a mailed link, and ends every session. Gives the mark for the device: whoever has the
/// link is the owner, and signs in from here however many others are guessing.
///
/// # Errors
/// [`ErrorCode::LinkExpired`], [`ErrorCode::WeakPassword`] (which does not use the link up).
pub async fn reset(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: ResetPassword,
) -> ApiResult<String> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    let (link, now) = (digest(&body.token), state.clock.now());
    let found = links::find(&state.database, &link, LinkKind::ResetPassword, now).await?.ok_or_else(gone)?;
    let user = users::by_id(&state.database, found.user_id).await?;
    let user = user.filter(|user| user.email == found.email).ok_or_else(gone)?;
    refuse_weak(&body.new_password, "new_password", &user.known_words())?;
    let mark = entry::device_mark(device)?;
    let mut fields = new_password(state.identity.hasher.hash(body.new_password).await?);
    // The link was mailed there.
    fields.insert("email_verified", true);
    fields.insert("devices", vec![digest(&mark)]);
    in_transaction(&state.db, async |transaction| {
        let used = links::use_up(&state.database, transaction, &link, LinkKind::ResetPassword, now).await?;
        used.ok_or_else(gone)?;
        links::withdraw(&state.database, transaction, user.id, LinkKind::ResetPassword).await?;
        sessions::end_all(&state.database, transaction, user.id, None).await?;
        state.notifications.forget_secret(&body.token, Some(&mut *transaction)).await?;
        store(state, transaction, context, &user, fields.clone(), "identity.reset_password").await
    })
    .await?;
    state.jobs.wake();
    Ok(mark)
}

fn new_password(hash: String) -> Document {
    doc! { "password_hash": hash, "must_change_password": false }
}

async fn store(
    state: &AppState,
    transaction: &mut ClientSession,
    context: &RequestContext,
    user: &UserDoc,
    fields: Document,
    action: &'static str,
) -> ApiResult<()> {
    let after = users::update(&state.database, transaction, user, fields, state.clock.now()).await?;
    // Who began to sign in with the password before begins again.
    challenges::withdraw(&state.database, transaction, user.id).await?;
    mail::password_changed(state, transaction, user, context).await?;
    let by = By::person(user.id, &user.email, context);
    let shown =
        |user: &UserDoc| serde_json::json!({ "me": user.to_me(), "password_hash": user.password_hash });
    let line = AuditEntry::new(by, action, target("user", user.id, Some(&user.email)))
        .changes(changes(&shown(user), &shown(&after)));
    Ok(state.audit.record(line, Some(transaction)).await?)
}
