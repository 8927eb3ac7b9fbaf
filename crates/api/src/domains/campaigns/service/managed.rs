//! Campaigns, for the staff.

use shared::campaigns::{
    ApplicationQuery, ApplicationSummary, BrandCampaign, Campaign, CancelCampaign, ManagedCampaignQuery,
};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, CampaignId};
use shared::page::Page;

use super::super::contract::{Suspended, suspend_campaign};
use super::super::repo::applications::{self, ApplicationDoc};
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::campaigns;
use super::super::rules::moves::Actor;
use super::discover::name_brands;
use super::life::{self, Hand};
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, Said, in_transaction, page};
use crate::said;

/// Every campaign that `query` asks for, newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn list(state: &AppState, query: &ManagedCampaignQuery) -> ApiResult<Page<BrandCampaign>> {
    let after: Option<CampaignId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let count = limit.saturating_add(1);
    let found = campaigns::managed(&state.database, query.state, query.archived, after, count).await?;
    let found = page::page(found, limit, |campaign| campaign.id);
    let mut items: Vec<BrandCampaign> = found.items.iter().map(CampaignDoc::to_brand_campaign).collect();
    let mut summaries: Vec<_> = items.iter().map(|item| item.summary.clone()).collect();
    name_brands(state, &mut summaries).await?;
    for (item, summary) in items.iter_mut().zip(summaries) {
        item.summary = summary;
    }
    Ok(Page { items, next_cursor: found.next_cursor })
}

/// A campaign as its brand sees it.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(state: &AppState, id: CampaignId) -> ApiResult<Campaign> {
    named(state, &find(state, id).await?).await
}

/// The same of one that was read.
async fn named(state: &AppState, campaign: &CampaignDoc) -> ApiResult<Campaign> {
    let mut shown = campaign.to_campaign();
    name_brands(state, std::slice::from_mut(&mut shown.page.summary)).await?;
    Ok(shown)
}

/// The stored campaign.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn find(state: &AppState, id: CampaignId) -> ApiResult<CampaignDoc> {
    let found = campaigns::find(&state.database, id).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such campaign", "esa campaña no existe"))
    })
}

/// The applications to a campaign, oldest first.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn applications(
    state: &AppState,
    id: CampaignId,
    query: &ApplicationQuery,
) -> ApiResult<Page<ApplicationSummary>> {
    let campaign = find(state, id).await?;
    let after: Option<ApplicationId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let states: Vec<_> = query.state.into_iter().collect();
    let count = limit.saturating_add(1);
    let found = applications::of_campaign(&state.database, campaign.id, &states, after, count).await?;
    let found = page::page(found, limit, |application| application.id);
    let items = found.items.iter().map(ApplicationDoc::to_summary).collect();
    Ok(Page { items, next_cursor: found.next_cursor })
}

/// Takes a campaign out again that its brand put away.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::MoveNotAllowed`] while it is published or closed; [`ErrorCode::Conflict`] when
/// somebody moves it at the same moment.
pub async fn restore(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CampaignId,
) -> ApiResult<Campaign> {
    let campaign = find(state, id).await?;
    life::restore(state, Hand { who, actor: Actor::Staff, campaign: &campaign, context }).await?;
    get(state, id).await
}

/// Cancels a campaign for a reason, which its brand and whoever applied are told.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::MoveNotAllowed`] when it is cancelled or completed; [`ErrorCode::Conflict`] when
/// somebody moves it at the same moment.
pub async fn suspend(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CampaignId,
    body: CancelCampaign,
) -> ApiResult<Campaign> {
    find(state, id).await?;
    let reason = body.reason.trim();
    in_transaction(&state.db, async |transaction| {
        let over = |how: Said| Err(ApiError::new(ErrorCode::MoveNotAllowed).detail(how));
        match suspend_campaign(state, transaction, context, who, id, reason).await? {
            Suspended::Done => Ok(()),
            Suspended::Already => {
                over(said!("the campaign is cancelled already", "la campaña ya está cancelada"))
            }
            Suspended::Completed => {
                over(said!("the campaign is completed already", "la campaña ya está terminada"))
            }
        }
    })
    .await?;
    state.jobs.wake();
    get(state, id).await
}
