//! Earlier states of a profile: read, and gone back to.

use shared::creators::{Creator, CreatorRevision};
use shared::error::ErrorCode;
use shared::id::CreatorId;
use shared::page::Page;
use shared::revision::RevisionQuery;

use super::super::repo::document::CreatorDoc;
use super::super::repo::revisions::{self, RevisionDoc};
use super::super::rules::revisions::restored;
use super::super::rules::trash::in_use;
use super::change::{Turn, load, load_in_use, turn};
use super::managed::find;
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, page};
use crate::said;

/// The earlier states of one's own profile, the last one first.
///
/// # Errors
/// `not_found` when the account is no creator; `validation_failed` on a cursor that is none of this list.
pub async fn list_own(
    state: &AppState,
    who: &CurrentUser,
    query: &RevisionQuery,
) -> ApiResult<Page<CreatorRevision>> {
    list(state, &load(state, who.id).await?, query).await
}

/// One earlier state of one's own profile.
///
/// # Errors
/// `not_found`.
pub async fn get_own(state: &AppState, who: &CurrentUser, revision: u32) -> ApiResult<Creator> {
    let today = load(state, who.id).await?;
    Ok(state_of(state, &today, revision).await?.to_creator(&today))
}

/// Goes back to an earlier state of one's own profile.
///
/// # Errors
/// `not_found`; `in_trash`; `handle_taken` when its handle is another's now; `conflict`.
pub async fn restore_own(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    revision: u32,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    restore(state, context, who, Turn::own("creators.restore_revision"), (&before, revision)).await
}

/// The earlier states of a profile, the last one first, for the staff.
///
/// # Errors
/// `not_found`; `validation_failed` on a cursor that is none of this list.
pub async fn list_managed(
    state: &AppState,
    id: CreatorId,
    query: &RevisionQuery,
) -> ApiResult<Page<CreatorRevision>> {
    list(state, &find(state, id).await?, query).await
}

/// One earlier state of a profile, for the staff.
///
/// # Errors
/// `not_found`.
pub async fn get_managed(state: &AppState, id: CreatorId, revision: u32) -> ApiResult<Creator> {
    let today = find(state, id).await?;
    Ok(state_of(state, &today, revision).await?.to_creator(&today))
}

/// Sets a profile back to an earlier state. Its owner is told.
///
/// # Errors
/// `not_found`; `in_trash`; `handle_taken` when its handle is another's now; `conflict`.
pub async fn restore_managed(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CreatorId,
    revision: u32,
) -> ApiResult<Creator> {
    let before = find(state, id).await?;
    in_use(before.trash.as_ref())?;
    let by = Turn::staff("creators.restore_managed_revision", None);
    restore(state, context, who, by, (&before, revision)).await
}

async fn list(
    state: &AppState,
    creator: &CreatorDoc,
    query: &RevisionQuery,
) -> ApiResult<Page<CreatorRevision>> {
    let before = page::decode::<u32>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = revisions::list(&state.database, creator.id, before, limit.saturating_add(1)).await?;
    let lines: Vec<_> = found.iter().map(RevisionDoc::to_revision).collect();
    Ok(page::page(lines, limit, |line| line.revision))
}

async fn restore(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    by: Turn<'_>,
    (before, revision): (&CreatorDoc, u32),
) -> ApiResult<Creator> {
    let once = state_of(state, before, revision).await?;
    let wished = before.with_profile(restored(&before.profile, &once.profile));
    turn(state, context, who, by, (before, &wished)).await
}

async fn state_of(state: &AppState, creator: &CreatorDoc, revision: u32) -> ApiResult<RevisionDoc> {
    let found = revisions::get(&state.database, creator.id, revision).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "no such earlier state is kept; see the list of revisions",
            "esa versión anterior no está guardada; mirá la lista de versiones"
        ))
    })
}
