//! What happens by itself: closing at the deadline, and what becomes of the applications to a campaign that has ended.

use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::campaigns::{ApplicationState, CampaignState};
use shared::id::CampaignId;

use super::super::applications::rules::Step;
use super::super::applications::service::platform;
use super::super::ratings::tell as rating_tell;
use super::super::repo::applications::{OPEN, of_campaign};
use super::super::repo::campaigns;
use super::super::tell;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, in_sendable_transaction};
use crate::infra::jobs::{JobContext, JobFailure};

/// Applications that are read at a time.
const ROUND: usize = 500;

#[derive(Debug, Deserialize)]
struct Payload {
    campaign_id: CampaignId,
}

/// The job that closes a campaign when its deadline is over. It closes nothing when the deadline was moved meanwhile, or
/// somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn at_deadline(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { campaign_id } = job.payload()?;
    let closed = close(&state, campaign_id).await.map_err(retry)?;
    Ok(json!({ "closed": closed }))
}

async fn close(state: &AppState, id: CampaignId) -> ApiResult<bool> {
    let now = state.clock.now();
    // Looked at before, so that the transaction is begun only for what there is to do.
    let over = campaigns::find(&state.database, id).await?.is_some_and(|campaign| {
        campaign.state == CampaignState::Published && campaign.content.closes_at.to_jiff() <= now
    });
    if !over {
        return Ok(false);
    }
    in_sendable_transaction(&state.db, state.clone(), move |session, state| {
        async move {
            let closed = campaigns::close_if_over(&state.database, session, id, now).await?;
            let Some(closed) = closed else { return Ok(false) };
            let what = target("campaign", id, Some(&closed.content.title));
            let line = AuditEntry::new(By::system(), "campaigns.close_campaign", what);
            state.audit.record(line, Some(&mut *session)).await?;
            tell::closed(state, session, &closed).await?;
            Ok(true)
        }
        .boxed()
    })
    .await
}

/// The job that tells whoever applied to a cancelled campaign. Begun again, it tells nobody twice.
///
/// # Errors
/// When the database fails.
pub async fn tell_cancelled(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { campaign_id } = job.payload()?;
    let told = tell_all(&state, campaign_id).await.map_err(retry)?;
    Ok(json!({ "told": told }))
}

async fn tell_all(state: &AppState, id: CampaignId) -> ApiResult<usize> {
    let Some(campaign) = campaigns::find(&state.database, id).await? else { return Ok(0) };
    let (mut told, mut after) = (0_usize, None);
    loop {
        let round = of_campaign(&state.database, id, tell::CONCERNED, after, ROUND).await?;
        for application in &round {
            tell::cancelled(state, &campaign, application).await?;
        }
        told = told.saturating_add(round.len());
        after = round.last().map(|last| last.id);
        if round.len() < ROUND {
            return Ok(told);
        }
    }
}

/// The job that declines what nobody decided on before a campaign was completed. Begun again, it goes on.
///
/// # Errors
/// When the database fails.
pub async fn decline_rest(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { campaign_id } = job.payload()?;
    let declined = decline_all(&state, campaign_id).await.map_err(retry)?;
    ask_to_rate(&state, campaign_id).await.map_err(retry)?;
    Ok(json!({ "declined": declined }))
}

async fn decline_all(state: &AppState, id: CampaignId) -> ApiResult<usize> {
    let mut declined = 0_usize;
    loop {
        // Each of them leaves the list that is read.
        let round = of_campaign(&state.database, id, OPEN, None, ROUND).await?;
        for application in &round {
            platform::end(state, application, Step::Reject).await?;
        }
        declined = declined.saturating_add(round.len());
        if round.len() < ROUND {
            return Ok(declined);
        }
    }
}

/// Tells whoever did the work that they can rate the brand now.
async fn ask_to_rate(state: &AppState, id: CampaignId) -> ApiResult<()> {
    let mut after = None;
    loop {
        let round = of_campaign(&state.database, id, &[ApplicationState::Confirmed], after, ROUND).await?;
        for application in &round {
            rating_tell::open(state, application).await?;
        }
        after = round.last().map(|last| last.id);
        if round.len() < ROUND {
            return Ok(());
        }
    }
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
