//! What other domains ask of this one.

use mongodb::ClientSession;
use shared::creators::{CreatorCard, CreatorSnapshot, CreatorStatus};
use shared::error::ErrorCode;
use shared::id::{CreatorId, UserId};
use shared::stars::StarCounts;

use super::super::repo::creators;
use super::super::repo::document::CreatorDoc;
use super::super::rules::standing::Standing;
use super::change::{Turn, turn_within};
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::said;

/// The creator that an account is, if it is one; what lies in the trash is none.
///
/// # Errors
/// When the database fails.
pub async fn of_user(state: &AppState, user: UserId) -> ApiResult<Option<CreatorCard>> {
    let creator = creators::by_user(&state.database, user).await?;
    Ok(creator.filter(|creator| creator.trash.is_none()).map(|creator| creator.to_card()))
}

/// A creator as they are now, for what must not change with them: everything, whatever they show to others. For an
/// application, which its creator sends.
///
/// # Errors
/// [`ErrorCode::NotFound`], also of who lies in the trash.
pub async fn snapshot(state: &AppState, id: CreatorId) -> ApiResult<CreatorSnapshot> {
    let creator = creators::by_id(&state.database, id).await?.filter(|creator| creator.trash.is_none());
    let creator = creator.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such creator", "no existe ese creador"))
    })?;
    Ok(creator.to_snapshot(state.clock.now()))
}

/// Counts a delivery for the on-time score, in the transaction that accepts it: once for each delivery. Of a creator who
/// is gone nothing is counted; the delivery is accepted all the same.
///
/// # Errors
/// When the database fails.
pub async fn note_delivery(
    state: &AppState,
    session: &mut ClientSession,
    id: CreatorId,
    on_time: bool,
) -> ApiResult<()> {
    creators::count_delivery(&state.database, session, id, on_time).await
}

/// Changes what the ratings of a creator add up to, in the transaction of what changes them. Of a creator who is gone nothing
/// is counted.
///
/// # Errors
/// When the database fails.
pub async fn count_rating(
    state: &AppState,
    session: &mut ClientSession,
    id: CreatorId,
    change: StarCounts,
) -> ApiResult<()> {
    creators::count_rating(&state.database, session, id, change).await
}

/// Takes a creator out of sight because of what was reported of them, in the caller's transaction; `false` when they are out
/// of sight already, or gone. They are told.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody changes the profile at the same moment.
pub async fn suspend(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    id: CreatorId,
    reason: &str,
) -> ApiResult<bool> {
    let found = creators::by_id(&state.database, id).await?;
    let in_sight = |creator: &CreatorDoc| creator.trash.is_none() && creator.status == CreatorStatus::Active;
    let Some(before) = found.filter(in_sight) else { return Ok(false) };
    let wished = before.with_standing(Standing { status: CreatorStatus::Hidden, ..before.standing() });
    let by = Turn::staff("creators.update_managed_creator", Some(reason));
    turn_within(state, session, context, who, by, (&before, &wished)).await?;
    Ok(true)
}
