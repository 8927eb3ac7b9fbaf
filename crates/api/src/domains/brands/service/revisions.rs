//! What a brand said of itself before: listed, and brought back.

use shared::brands::{Brand, BrandRole};
use shared::error::ErrorCode;
use shared::id::BrandId;
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::super::repo::revisions;
use super::change::turn;
use super::workspace::find;
use crate::app::AppState;
use crate::domains::audit::{KeptRevision, told_revisions};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, page};
use crate::said;

/// The revisions of a brand, newest first, each with its difference from the one before.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn list(state: &AppState, brand: BrandId, query: &RevisionQuery) -> ApiResult<Page<Revision>> {
    let before = page::decode::<u32>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = revisions::list(&state.database, brand, before, limit.saturating_add(1)).await?;
    let kept: Vec<_> = found
        .iter()
        .map(|one| KeptRevision {
            revision: one.revision,
            at: one.at.to_jiff(),
            by: one.by,
            said: &one.profile,
        })
        .collect();
    let lines = told_revisions(state, &kept, before.is_none()).await?;
    Ok(page::page(lines, limit, |line| line.revision))
}

/// Has a brand say again what it said in a revision. That is a revision of its own, so nothing is lost.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such revision; [`ErrorCode::HandleTaken`] when another brand has taken the name
/// of the page since; [`ErrorCode::Conflict`] when it was changed meanwhile.
pub async fn revert(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    role: BrandRole,
    brand: BrandId,
    revision: u32,
) -> ApiResult<Brand> {
    let before = find(state, brand).await?;
    let wished = revisions::find(&state.database, brand, revision).await?;
    let wished = wished.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "the brand has no such revision; see the list of them",
            "la marca no tiene esa revisión; mirá cuáles hay en su historial"
        ))
    })?;
    let action = "brands.revert_brand";
    let after = turn(state, context, who, action, &before, &wished.profile, Some(revision)).await?;
    Ok(after.to_dto(Some(role)))
}
