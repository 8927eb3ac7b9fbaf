//! Leaving for good: closed at once, erased after two weeks, taken back by signing in before.

use bson::{DateTime, doc};
use jiff::SignedDuration;
use mongodb::ClientSession;
use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::{ClosingAccount, DeleteAccount};

use super::super::access::CurrentUser;
use super::super::jobs::ERASE;
use super::super::repo::profile::Closing;
use super::super::repo::users::{self, UserDoc};
use super::super::repo::{erasure, guards, sessions};
use super::super::rules::names::email_key;
use super::{account, mail};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::notifications::Template;
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::ids::new_id;
use crate::infra::jobs::NewJob;
use crate::said;

/// How long it can be taken back.
const GRACE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Closes one's own account.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] when another address was typed; [`ErrorCode::LastOne`] when nobody would be
/// left who manages accounts.
pub async fn close(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: DeleteAccount,
) -> ApiResult<ClosingAccount> {
    let user = account::load(state, who).await?;
    if email_key(&body.email) != user.email {
        return Err(ApiError::field("email", "must be your own address, as you sign in with it"));
    }
    let (now, manages) = (state.clock.now(), user.standing().manages_users());
    let erase_at = now + GRACE;
    let closing =
        Closing { asked_at: DateTime::from_jiff(now), erase_at: DateTime::from_jiff(erase_at), begun: false };
    let wished = UserDoc { closing: Some(closing), ..user.clone() };
    let job = NewJob::new(ERASE, "account")
        .payload(doc! { "user_id": user.id.to_string() })
        .unique_key(format!("{ERASE}:{}:{}", user.id, erase_at.as_millisecond()))
        .max_attempts(50)
        .run_at(erase_at);
    in_transaction(&state.db, async |transaction| {
        if manages {
            guards::hold_administrators(&state.database, transaction).await?;
            if !users::another_manages(&state.database, transaction, Some(user.id)).await? {
                return Err(ApiError::new(ErrorCode::LastOne).detail(said!(
                    "nobody else could manage accounts; let somebody else do it first",
                    "nadie más podría administrar cuentas; primero dale ese permiso a otra persona"
                )));
            }
        }
        users::turn_into(&state.database, transaction, &user, &wished, now).await?;
        sessions::end_all(&state.database, transaction, user.id, None).await?;
        state.jobs.enqueue(job.clone(), Some(&mut *transaction)).await?;
        let template = Template::AccountClosing { name: user.first_name.clone(), erase_at };
        mail::queue(state, transaction, &user, template, &new_id().to_string()).await?;
        let by = By::person(user.id, &user.email, context);
        let line = AuditEntry::new(by, "identity.close_account", target("user", user.id, Some(&user.email)))
            .details(json!({ "erase_at": erase_at }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.jobs.wake();
    Ok(ClosingAccount { erase_at })
}

/// Takes it back, because somebody signs in.
///
/// # Errors
/// [`ErrorCode::AccountSuspended`] when the person is being erased already.
pub async fn cancel(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    context: &RequestContext,
) -> ApiResult<()> {
    if !erasure::cancel(&state.database, transaction, user.id).await? {
        return Err(ErrorCode::AccountSuspended.into());
    }
    let template = Template::AccountKept {
        name: user.first_name.clone(),
        at: state.clock.now(),
        ip: context.ip.clone(),
    };
    mail::queue(state, transaction, user, template, &new_id().to_string()).await?;
    let by = By::person(user.id, &user.email, context);
    let line = AuditEntry::new(by, "identity.keep_account", target("user", user.id, Some(&user.email)));
    Ok(state.audit.record(line, Some(transaction)).await?)
}
