//! Creators, for the staff.

use shared::creators::{Creator, ManagedCreator, ManagedCreatorQuery, UpdateManagedCreator};
use shared::error::ErrorCode;
use shared::id::CreatorId;
use shared::page::Page;

use super::super::repo::document::CreatorDoc;
use super::super::repo::{creators, lists};
use super::super::rules::standing::decided;
use super::super::rules::trash::in_use;
use super::change::{Turn, turn};
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, page};
use crate::said;

/// The creators that `query` asks for, newest first, whatever they show.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn list(state: &AppState, query: &ManagedCreatorQuery) -> ApiResult<Page<ManagedCreator>> {
    let after = page::decode::<CreatorId>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = lists::managed(&state.database, query, after, limit.saturating_add(1)).await?;
    let lines: Vec<_> = found.iter().map(CreatorDoc::to_managed).collect();
    Ok(page::page(lines, limit, |creator| creator.id))
}

/// Everything of a creator.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(state: &AppState, id: CreatorId) -> ApiResult<Creator> {
    Ok(find(state, id).await?.to_creator())
}

/// A creator, in the trash or not.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn find(state: &AppState, id: CreatorId) -> ApiResult<CreatorDoc> {
    let creator = creators::by_id(&state.database, id).await?;
    creator.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such creator", "no existe ese creador"))
    })
}

/// Refuses a decision on what somebody else has changed since it was read.
///
/// # Errors
/// [`ErrorCode::Conflict`].
pub fn at_revision(creator: &CreatorDoc, read: u32) -> ApiResult<()> {
    if creator.revision == read {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::Conflict).detail(said!(
        "the creator is at revision {}, not {read}; read it again",
        "el creador está en la versión {}, no en la {read}; leelo de nuevo";
        creator.revision
    )))
}

/// Decides about a creator: the level, whether they may be seen, which accounts of networks are theirs. They are told
/// what it means for them.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::InTrash`]; [`ErrorCode::Conflict`] when the creator is no longer at that
/// revision; [`ErrorCode::ValidationFailed`] without a reason where one is asked for, or on an account that is not in the
/// list; [`ErrorCode::NetworkTaken`].
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CreatorId,
    body: &UpdateManagedCreator,
) -> ApiResult<Creator> {
    let before = find(state, id).await?;
    at_revision(&before, body.revision)?;
    in_use(before.trash.as_ref())?;
    let wished = before.with_standing(decided(&before.standing(), body)?);
    let by = Turn::staff("creators.update_managed_creator", body.reason.as_deref());
    turn(state, context, who, by, (&before, &wished)).await
}
