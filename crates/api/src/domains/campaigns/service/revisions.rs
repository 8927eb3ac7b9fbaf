//! What a campaign said before: listed, and brought back.

use shared::campaigns::{Campaign, UpdateCampaign};
use shared::error::ErrorCode;
use shared::id::CampaignId;
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::revisions;
use super::super::rules::deadline;
use super::super::rules::moves::{Actor, Move};
use super::decide;
use super::write::change;
use crate::app::AppState;
use crate::domains::audit::{KeptRevision, told_revisions};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, page};
use crate::said;

/// The revisions of a campaign, newest first, each with its difference from the one before.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn list(
    state: &AppState,
    campaign: CampaignId,
    query: &RevisionQuery,
) -> ApiResult<Page<Revision>> {
    let before = page::decode::<u32>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = revisions::list(&state.database, campaign, before, limit.saturating_add(1)).await?;
    let kept: Vec<_> = found
        .iter()
        .map(|one| KeptRevision {
            revision: one.revision,
            at: one.at.to_jiff(),
            by: one.by,
            said: &one.written,
        })
        .collect();
    let lines = told_revisions(state, &kept, before.is_none()).await?;
    Ok(page::page(lines, limit, |line| line.revision))
}

/// Has a campaign say again what it said in a revision. That is a change like any other: in a published one it makes a new
/// version where what is signed differs. A deadline that is over meanwhile stays as it is now, and slots that are taken stay.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such revision; [`ErrorCode::MoveNotAllowed`] when it is neither a draft nor
/// published; [`ErrorCode::Conflict`] when it was changed meanwhile.
pub async fn revert(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    actor: Actor,
    before: &CampaignDoc,
    revision: u32,
) -> ApiResult<Campaign> {
    decide(before, Move::Revert, actor)?;
    let found = revisions::find(&state.database, before.id, revision).await?;
    let wished = found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "no such revision is kept; see the list of them",
            "esa revisión no está guardada; mirá cuáles hay en el historial"
        ))
    })?;
    let wished = wished.written;
    let ends = deadline::closes_at(&wished.deadline, &wished.time_zone);
    let to_come = ends.is_some_and(|end| state.clock.now() < end);
    let taken = i64::from(before.content.slots).saturating_sub(before.free);
    let body = UpdateCampaign {
        revision: Some(before.revision),
        title: Some(wished.title),
        brief: Some(wished.brief),
        compensation: Some(wished.compensation),
        slots: Some(wished.slots.max(u32::try_from(taken).unwrap_or(u32::MAX))),
        requirements: Some(wished.requirements),
        deadline: Some(wished.deadline).filter(|_| to_come),
        time_zone: Some(wished.time_zone).filter(|_| to_come),
    };
    change(state, context, who, "campaigns.revert_campaign", before, body).await
}
