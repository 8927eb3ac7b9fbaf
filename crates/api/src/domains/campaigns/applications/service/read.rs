//! Looking at applications.

use shared::campaigns::{Application, ApplicationQuery, ApplicationState, ApplicationSummary, BriefVersion};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, CampaignId, UserId};
use shared::page::Page;

use super::super::super::repo::applications::{self, ApplicationDoc};
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::super::repo::{briefs, signatures};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, page};

/// One application, with what was signed.
///
/// # Errors
/// When the database fails.
pub async fn get(state: &AppState, application: &ApplicationDoc) -> ApiResult<Application> {
    let signature = match application.state {
        ApplicationState::Confirmed => signatures::of(&state.database, application.id).await?,
        _ => None,
    };
    Ok(application.to_application(signature))
}

/// The version of the brief that was signed; before that, the one that would be.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none.
pub async fn brief(
    state: &AppState,
    application: &ApplicationDoc,
    campaign: &CampaignDoc,
) -> ApiResult<BriefVersion> {
    let signed = get(state, application).await?.signature.map(|signature| signature.brief_version);
    let version = signed.unwrap_or(campaign.brief_version);
    briefs::find(&state.database, campaign.id, version)
        .await?
        .ok_or_else(|| ApiError::new(ErrorCode::NotFound))
}

/// The applications to a campaign, oldest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_campaign(
    state: &AppState,
    campaign: CampaignId,
    query: &ApplicationQuery,
) -> ApiResult<Page<ApplicationSummary>> {
    let (after, limit) = place(query)?;
    let states = query.state.as_slice();
    let found =
        applications::of_campaign(&state.database, campaign, states, after, limit.saturating_add(1)).await?;
    Ok(paged(&found, limit))
}

/// The applications of a person, newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_user(
    state: &AppState,
    user: UserId,
    query: &ApplicationQuery,
) -> ApiResult<Page<ApplicationSummary>> {
    let (after, limit) = place(query)?;
    let states = query.state.as_slice();
    let found = applications::of_user(&state.database, user, states, after, limit.saturating_add(1)).await?;
    Ok(paged(&found, limit))
}

fn place(query: &ApplicationQuery) -> ApiResult<(Option<ApplicationId>, usize)> {
    Ok((page::decode(query.cursor.as_deref())?, page::limit(query.limit)))
}

fn paged(found: &[ApplicationDoc], limit: usize) -> Page<ApplicationSummary> {
    let lines = found.iter().map(ApplicationDoc::to_summary).collect();
    page::page(lines, limit, |line: &ApplicationSummary| line.id)
}
