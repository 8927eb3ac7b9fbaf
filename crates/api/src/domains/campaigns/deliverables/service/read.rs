//! Looking at deliverables.

use shared::campaigns::{DeliverableQuery, DeliverableState, DeliverableWork, OwedDeliverable};
use shared::id::{ApplicationId, CampaignId, DeliverableId, UserId};
use shared::page::Page;

use super::super::super::applications::rules::Role;
use super::super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::super::repo::rights::RightsDoc;
use super::super::super::repo::{deliverables, rights};
use super::super::rules;
use crate::app::AppState;
use crate::http::{ApiResult, page};

/// One deliverable, as somebody sees it.
///
/// # Errors
/// When the database fails.
pub async fn get(state: &AppState, piece: &DeliverableDoc, role: Role) -> ApiResult<DeliverableWork> {
    let now = state.clock.now();
    let over = rights_of(state, piece, role).await?.is_some_and(|rights| rights.is_over(now));
    Ok(piece.to_work(rules::opens(role, piece.state, over).is_ok()))
}

/// The rights that bound what somebody gets of a deliverable; none for its creator, and before it is done.
///
/// # Errors
/// When the database fails.
pub(super) async fn rights_of(
    state: &AppState,
    piece: &DeliverableDoc,
    role: Role,
) -> ApiResult<Option<RightsDoc>> {
    let begun = matches!(piece.state, DeliverableState::Approved | DeliverableState::Published);
    if role == Role::Creator || !begun || piece.rights.is_none() {
        return Ok(None);
    }
    rights::find(&state.database, piece.id).await
}

/// What is owed by one signature, in the order of the brief; nothing before it is signed.
///
/// # Errors
/// When the database fails.
pub async fn of_application(state: &AppState, application: ApplicationId) -> ApiResult<Vec<OwedDeliverable>> {
    let found = deliverables::of_application(&state.database, application).await?;
    Ok(found.iter().map(DeliverableDoc::to_summary).collect())
}

/// The deliverables of a campaign, oldest first.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_campaign(
    state: &AppState,
    campaign: CampaignId,
    query: &DeliverableQuery,
) -> ApiResult<Page<OwedDeliverable>> {
    let (after, limit) = place(query)?;
    let count = limit.saturating_add(1);
    let found = deliverables::of_campaign(&state.database, campaign, query.state, after, count).await?;
    Ok(paged(&found, limit))
}

/// The deliverables of a person, newest first.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_user(
    state: &AppState,
    user: UserId,
    query: &DeliverableQuery,
) -> ApiResult<Page<OwedDeliverable>> {
    let (after, limit) = place(query)?;
    let count = limit.saturating_add(1);
    let found = deliverables::of_user(&state.database, user, query.state, after, count).await?;
    Ok(paged(&found, limit))
}

fn place(query: &DeliverableQuery) -> ApiResult<(Option<DeliverableId>, usize)> {
    Ok((page::decode(query.cursor.as_deref())?, page::limit(query.limit)))
}

fn paged(found: &[DeliverableDoc], limit: usize) -> Page<OwedDeliverable> {
    let lines = found.iter().map(DeliverableDoc::to_summary).collect();
    page::page(lines, limit, |line: &OwedDeliverable| line.id)
}
