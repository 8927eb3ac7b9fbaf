//! Loading one's own creator profile, and changing one: with the state that is lost kept, a line in the audit trail, and
//! whoever is concerned told, all in one transaction.

use bson::DateTime;
use mongodb::ClientSession;
use shared::audit::Change;
use shared::creators::Creator;
use shared::error::{ErrorCode, FieldError};
use shared::id::UserId;

use super::super::repo::creators;
use super::super::repo::document::CreatorDoc;
use super::super::repo::revisions::{self, RevisionDoc};
use super::super::rules::trash::in_use;
use super::{tell, trash};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::said;

/// One change of a creator profile, and by which hand.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    action: &'static str,
    by_staff: bool,
    reason: Option<&'a str>,
}

impl<'a> Turn<'a> {
    /// By the owner; the action is what stands in the audit trail.
    pub const fn own(action: &'static str) -> Self {
        Self { action, by_staff: false, reason: None }
    }

    /// By the staff, who may say why.
    pub const fn staff(action: &'static str, reason: Option<&'a str>) -> Self {
        Self { action, by_staff: true, reason }
    }
}

/// The creator that an account is, in the trash or not.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is none.
pub async fn load(state: &AppState, user: UserId) -> ApiResult<CreatorDoc> {
    creators::by_user(&state.database, user).await?.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "this account is no creator yet; become one with POST /api/creators",
            "esta cuenta todavía no tiene un perfil de creador; crealo con POST /api/creators"
        ))
    })
}

/// The same, to be changed.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the account is no creator; [`ErrorCode::InTrash`].
pub async fn load_in_use(state: &AppState, user: UserId) -> ApiResult<CreatorDoc> {
    let creator = load(state, user).await?;
    in_use(creator.trash.as_ref())?;
    Ok(creator)
}

/// Makes of a creator what is wished. What is as it was already leaves no trace.
///
/// # Errors
/// [`ErrorCode::HandleTaken`], [`ErrorCode::NetworkTaken`]; [`ErrorCode::Conflict`] when it was changed meanwhile.
pub async fn turn(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    turn: Turn<'_>,
    (before, wished): (&CreatorDoc, &CreatorDoc),
) -> ApiResult<Creator> {
    if before == wished {
        return Ok(before.to_creator());
    }
    taken_elsewhere(state, before, wished).await?;
    let after = in_kept_transaction(&state.db, async |transaction| {
        turn_within(state, transaction, context, who, turn, (before, wished)).await
    })
    .await;
    match after {
        // Somebody else may have taken it since it was looked for.
        Err(error) if error.code() == ErrorCode::Conflict => {
            taken_elsewhere(state, before, wished).await?;
            Err(error)
        }
        after => after,
    }
}

/// The same in the caller's transaction, without looking whether another creator has what is wished.
///
/// # Errors
/// [`ErrorCode::Conflict`] when it was changed meanwhile.
pub async fn turn_within(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    turn: Turn<'_>,
    (before, wished): (&CreatorDoc, &CreatorDoc),
) -> ApiResult<Creator> {
    let at = state.clock.now();
    let after = creators::turn_into(&state.database, session, before, wished, at).await?.to_creator();
    let differing = changes(&before.to_creator(), &after);
    let (until, fields) = (DateTime::from_jiff(at), said(&differing));
    let lost = RevisionDoc::of(before, until, turn.by_staff, turn.action, fields);
    revisions::keep(&state.database, session, &lost).await?;
    if let Some(thrown) = wished.trash.as_ref().filter(|_| before.trash.is_none()) {
        state.jobs.enqueue(trash::purging(before, thrown), Some(&mut *session)).await?;
    }
    if let Some(notice) = tell::of_staff(before, &after).filter(|_| turn.by_staff) {
        state.notifications.tell(notice, Some(&mut *session)).await?;
    }
    let by = By::person(who.id, &who.email, context);
    let what = target("creator", before.id, Some(&after.name));
    let mut line = AuditEntry::new(by, turn.action, what).changes(differing);
    if let Some(reason) = turn.reason {
        line = line.details(serde_json::json!({ "reason": reason }));
    }
    state.audit.record(line, Some(session)).await?;
    Ok(after)
}

/// The fields that somebody decided, without those that follow from them.
pub fn said(differing: &[Change]) -> Vec<String> {
    let follows =
        |field: &str| matches!(field, "updated_at" | "revision") || field.starts_with("completeness.");
    differing.iter().map(|change| change.field.clone()).filter(|field| !follows(field)).collect()
}

/// Refuses what another creator has: the handle of a kit, a verified account of a network.
async fn taken_elsewhere(state: &AppState, before: &CreatorDoc, wished: &CreatorDoc) -> ApiResult<()> {
    if let Some(handle) = wished.profile.handle.as_deref()
        && wished.profile.handle != before.profile.handle
        && creators::has_handle(&state.database, handle, before.id).await?
    {
        let message = "is taken; choose another one".to_owned();
        let wrong = FieldError { field: "handle".to_owned(), message };
        return Err(ApiError::new(ErrorCode::HandleTaken).fields(vec![wrong]));
    }
    let new: Vec<String> =
        wished.verified.iter().filter(|key| !before.verified.contains(*key)).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    match creators::verified_elsewhere(&state.database, &new, before.id).await? {
        Some(key) => Err(ApiError::new(ErrorCode::NetworkTaken).detail(said!(
            "{key} is verified as another creator's; take it away there first",
            "la cuenta {key} está verificada como de otro creador; quitala de ahí primero"
        ))),
        None => Ok(()),
    }
}
