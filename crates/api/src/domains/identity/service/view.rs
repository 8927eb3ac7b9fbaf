//! Looking at the platform as somebody else: for the staff, read-only, for a quarter of an hour, with a line in the audit trail
//! at the beginning and at the end.

use bson::{DateTime, doc};
use futures::FutureExt;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};
use shared::identity::{BeginView, Role, SignedIn, UserStatus, VIEW_MINUTES};

use super::super::access::CurrentUser;
use super::super::jobs::END_VIEW;
use super::super::repo::users::{self, UserDoc};
use super::super::repo::views::{self, ViewDoc};
use super::super::tokens;
use super::account;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_sendable_transaction, in_transaction};
use crate::infra::ids::new_id;
use crate::infra::jobs::{JobContext, JobFailure, NewJob};
use crate::said;

/// How long what was looked at is known here after it ended; the audit trail keeps it.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// Lets `who` look as the account of that id.
///
/// # Errors
/// [`ErrorCode::NotFound`] without such an account, or one that is in use; [`ErrorCode::Forbidden`] for an administrator's:
/// whoever manages accounts would see with it what they may not; [`ErrorCode::AccountSuspended`].
pub async fn begin(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: UserId,
    body: BeginView,
) -> ApiResult<SignedIn> {
    let user = viewable(state, id).await?;
    let now = state.clock.now();
    let until = now + SignedDuration::from_mins(i64::from(VIEW_MINUTES));
    let view = ViewDoc {
        id: SessionId::new(new_id()),
        user_id: id,
        viewer_id: who.id,
        begun_at: DateTime::from_jiff(now),
        until: DateTime::from_jiff(until),
        ended_at: None,
        forget_at: DateTime::from_jiff(until + REMEMBERED),
    };
    let ending = NewJob::new(END_VIEW, "look as another account")
        .payload(doc! { "view_id": view.id.to_string() })
        .unique_key(format!("{END_VIEW}:{}", view.id))
        .max_attempts(50)
        .run_at(until);
    in_transaction(&state.db, async |transaction| {
        views::insert(&state.database, transaction, &view).await?;
        state.jobs.enqueue(ending.clone(), Some(&mut *transaction)).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.begin_view", target("user", id, Some(&user.email)))
            .details(json!({ "view": view.id, "reason": body.reason.trim(), "minutes": VIEW_MINUTES }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    let seconds = VIEW_MINUTES.saturating_mul(60);
    let token = tokens::issue_view(state, id, view.id, who.id, seconds).await?;
    Ok(SignedIn {
        access_token: token.text,
        token_type: "Bearer".to_owned(),
        expires_in: token.expires_in,
        user: account::shown(state, &user),
    })
}

async fn viewable(state: &AppState, id: UserId) -> ApiResult<UserDoc> {
    let found = users::by_id(&state.database, id).await?;
    let found = found.filter(|user| user.erased_at.is_none() && user.closing.is_none());
    let user = found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound)
            .detail(said!("there is no such account in use", "esa cuenta no existe o no está en uso"))
    })?;
    if user.status == UserStatus::Suspended {
        return Err(ErrorCode::AccountSuspended.into());
    }
    if user.roles.contains(&Role::Admin) {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "nobody looks as an administrator: they might see what they may not",
            "nadie puede ver como una cuenta de administración: podría ver lo que no le corresponde"
        )));
    }
    Ok(user)
}

/// Ends the look that asks.
///
/// # Errors
/// [`ErrorCode::NotFound`] where nobody looks as somebody else.
pub async fn end(state: &AppState, context: &RequestContext, who: &CurrentUser) -> ApiResult<()> {
    let nothing = || {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "you are not looking as somebody else",
            "no estás viendo la plataforma como otra cuenta"
        ))
    };
    let (Some(viewer), Some(id)) = (who.viewer, who.session()) else { return Err(nothing()) };
    let viewer = users::by_id(&state.database, viewer).await?.ok_or_else(nothing)?;
    let now = state.clock.now();
    in_transaction(&state.db, async |transaction| {
        if views::end(&state.database, transaction, id, now).await?.is_some() {
            let by = By::person(viewer.id, &viewer.email, context);
            let line = AuditEntry::new(by, "identity.end_view", target("user", who.id, Some(&who.email)))
                .details(json!({ "view": id, "by": "leaving" }));
            state.audit.record(line, Some(transaction)).await?;
        }
        Ok(())
    })
    .await
}

#[derive(Debug, Deserialize)]
struct Payload {
    view_id: SessionId,
}

/// The job that ends a look whose time is over, unless whoever looked has left.
///
/// # Errors
/// When the database fails.
pub async fn at_end(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { view_id } = job.payload()?;
    let now = state.clock.now();
    let ended = in_sendable_transaction(&state.db, state.clone(), move |session, state| {
        async move {
            let Some(view) = views::end(&state.database, session, view_id, now).await? else {
                return Ok(false);
            };
            let line = AuditEntry::new(By::system(), "identity.end_view", target("user", view.user_id, None))
                .details(json!({ "view": view_id, "by": "time", "viewer": view.viewer_id }));
            state.audit.record(line, Some(session)).await?;
            Ok(true)
        }
        .boxed()
    })
    .await;
    ended.map(|ended| json!({ "ended": ended })).map_err(|error| JobFailure::Retry(error.sentence()))
}
