//! What the staff does with a message that was reported.

use bson::DateTime;
use mongodb::ClientSession;
use serde_json::json;
use shared::id::MessageId;

use super::super::super::repo::applications::ApplicationDoc;
use super::super::super::repo::messages::{self, MessageDoc};
use super::super::super::repo::ratings::HiddenDoc;
use super::super::tell;
use super::people::{Readers, signal};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiResult, RequestContext};

/// Takes a message out of sight, in the caller's transaction; `None` when it is not there, or out of sight already. Whoever
/// wrote it is told why.
///
/// # Errors
/// When the database fails.
pub async fn hide_within(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    (thread, id): (&ApplicationDoc, MessageId),
    reason: &str,
) -> ApiResult<Option<MessageDoc>> {
    let at = DateTime::from_jiff(state.clock.now());
    let hidden = HiddenDoc { reason: reason.trim().to_owned(), by: who.id, at };
    let Some(after) = messages::hide(&state.database, session, id, &hidden).await? else { return Ok(None) };
    let what = target("message", id, Some(&thread.campaign_title));
    let line = AuditEntry::new(By::person(who.id, &who.email, context), "campaigns.hide_message", what)
        .details(json!({ "application_id": thread.id, "reason": reason }));
    state.audit.record(line, Some(&mut *session)).await?;
    tell::hidden(state, session, thread, &after, reason).await?;
    let readers = Readers::of(state, thread).await?;
    signal(state, session, &readers, thread.id).await?;
    Ok(Some(after))
}
