//! Proving that an address is one's own.

use bson::doc;
use shared::error::ErrorCode;
use shared::identity::VerifyEmail;

use super::super::access::CurrentUser;
use super::super::opaque::digest;
use super::super::repo::links::{self, LinkKind};
use super::super::repo::users;
use super::super::rules::throttle::MAIL;
use super::{account, mail, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};

/// Uses a mailed link to prove the address.
///
/// # Errors
/// [`ErrorCode::LinkExpired`].
pub async fn verify(state: &AppState, context: &RequestContext, body: &VerifyEmail) -> ApiResult<()> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    let (link, now) = (digest(&body.token), state.clock.now());
    let found = links::find(&state.database, &link, LinkKind::VerifyEmail, now).await?.ok_or_else(gone)?;
    let user = users::by_id(&state.database, found.user_id).await?;
    let user = user.filter(|user| user.email == found.email).ok_or_else(gone)?;
    in_transaction(&state.db, async |transaction| {
        let used = links::use_up(&state.database, transaction, &link, LinkKind::VerifyEmail, now).await?;
        used.ok_or_else(gone)?;
        links::withdraw(&state.database, transaction, user.id, LinkKind::VerifyEmail).await?;
        let fields = doc! { "email_verified": true };
        let after = users::update(&state.database, transaction, &user, fields, now).await?;
        state.notifications.forget_secret(&body.token, Some(&mut *transaction)).await?;
        let by = By::person(user.id, &user.email, context);
        let line = AuditEntry::new(by, "identity.verify_email", target("user", user.id, Some(&user.email)))
            .changes(changes(&user.to_me(), &after.to_me()));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}

/// Mails a new link. To an address that is proven already, none is mailed.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`].
pub async fn mail_link(state: &AppState, who: &CurrentUser) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    if user.email_verified {
        return Ok(());
    }
    throttling::take(state, format!("verify:mail:{}", user.id), MAIL).await?;
    in_transaction(&state.db, async |transaction| {
        mail::link(state, transaction, &user, LinkKind::VerifyEmail).await
    })
    .await?;
    state.jobs.wake();
    Ok(())
}
