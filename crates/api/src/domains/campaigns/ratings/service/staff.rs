//! What the staff does with ratings: looking at all of them, taking one out of sight and bringing it back.

use bson::DateTime;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::{ManagedRating, ManagedRatingQuery};
use shared::error::ErrorCode;
use shared::id::RatingId;
use shared::page::Page;

use super::super::super::repo::ratings::{self, HiddenDoc, RatingDoc};
use super::super::tell;
use super::reveal::count;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction, page};
use crate::said;

/// The ratings that `query` asks for, the newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, query: &ManagedRatingQuery) -> ApiResult<Page<ManagedRating>> {
    let after: Option<RatingId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = ratings::managed(&state.database, query, after, limit.saturating_add(1)).await?;
    let lines = found.iter().map(RatingDoc::to_managed).collect();
    Ok(page::page(lines, limit, |line: &ManagedRating| line.rating.id))
}

/// Takes a rating out of sight, and out of the sums.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::MoveNotAllowed`] when it is out of sight already.
pub async fn hide(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: RatingId,
    reason: &str,
) -> ApiResult<ManagedRating> {
    find(state, id).await?;
    in_transaction(&state.db, async |transaction| {
        let hidden = hide_within(state, transaction, context, who, id, reason).await?;
        let hidden = hidden.ok_or_else(|| {
            ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                "the rating is out of sight already",
                "la valoración ya está fuera de la vista"
            ))
        })?;
        Ok(hidden.to_managed())
    })
    .await
}

/// The same in the caller's transaction; `None` when it is not there, or out of sight already.
///
/// # Errors
/// When the database fails.
pub async fn hide_within(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    id: RatingId,
    reason: &str,
) -> ApiResult<Option<RatingDoc>> {
    let at = DateTime::from_jiff(state.clock.now());
    let hidden = HiddenDoc { reason: reason.trim().to_owned(), by: who.id, at };
    let Some(after) = ratings::hide(&state.database, session, id, &hidden).await? else { return Ok(None) };
    if after.shown_at.is_some() {
        count(state, session, &after, after.counts().taken_away()).await?;
    }
    let line = line(context, who, "campaigns.hide_rating", &after).details(json!({ "reason": reason }));
    state.audit.record(line, Some(&mut *session)).await?;
    tell::hidden(state, session, &after, reason).await?;
    Ok(Some(after))
}

/// Brings a rating back into sight, and into the sums.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::MoveNotAllowed`] when it is not out of sight.
pub async fn show(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: RatingId,
) -> ApiResult<ManagedRating> {
    find(state, id).await?;
    in_transaction(&state.db, async |transaction| {
        let after = ratings::unhide(&state.database, transaction, id).await?;
        let after = after.ok_or_else(|| {
            ApiError::new(ErrorCode::MoveNotAllowed)
                .detail(said!("the rating is not out of sight", "la valoración no está fuera de la vista"))
        })?;
        if after.shown_at.is_some() {
            count(state, transaction, &after, after.counts()).await?;
        }
        let line = line(context, who, "campaigns.show_rating", &after);
        state.audit.record(line, Some(transaction)).await?;
        Ok(after.to_managed())
    })
    .await
}

async fn find(state: &AppState, id: RatingId) -> ApiResult<RatingDoc> {
    let found = ratings::find(&state.database, id).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound)
            .detail(said!("there is no such rating", "esa valoración no existe"))
    })
}

fn line(context: &RequestContext, who: &CurrentUser, action: &'static str, rating: &RatingDoc) -> AuditEntry {
    let what = target("rating", rating.id, Some(&rating.campaign_title));
    AuditEntry::new(By::person(who.id, &who.email, context), action, what)
}
