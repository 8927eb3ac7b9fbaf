//! Figures of the marketplace, for the console's overview.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::campaigns::{ApplicationCounts, ApplicationState, CampaignState};
use shared::overview::CampaignCounts;

use super::super::repo::tally;
use crate::app::AppState;
use crate::http::ApiResult;

/// How many campaigns stand where.
///
/// # Errors
/// When the database fails.
pub async fn campaign_counts(state: &AppState) -> ApiResult<CampaignCounts> {
    let count = |at| tally::campaigns_in(&state.database, at);
    let (draft, published, closed, completed, cancelled) = futures::try_join!(
        count(CampaignState::Draft),
        count(CampaignState::Published),
        count(CampaignState::Closed),
        count(CampaignState::Completed),
        count(CampaignState::Cancelled),
    )?;
    Ok(CampaignCounts { draft, published, closed, completed, cancelled })
}

/// How many applications stand where.
///
/// # Errors
/// When the database fails.
pub async fn application_counts(state: &AppState) -> ApiResult<ApplicationCounts> {
    let mut counts = ApplicationCounts::default();
    for at in ApplicationState::ALL {
        add(&mut counts, *at, tally::applications_in(&state.database, *at).await?);
    }
    Ok(counts)
}

/// The applications that came in since then, by the day in that zone: how many of a day's stand where now.
///
/// # Errors
/// When the database fails.
pub async fn applications_by_day(
    state: &AppState,
    since: Timestamp,
    zone: &str,
) -> ApiResult<BTreeMap<String, ApplicationCounts>> {
    let mut days: BTreeMap<String, ApplicationCounts> = BTreeMap::new();
    for found in tally::applications_by_day(&state.database, since, zone).await? {
        let count = u64::try_from(found.count).unwrap_or_default();
        add(days.entry(found.of.day).or_default(), found.of.state, count);
    }
    Ok(days)
}

fn add(counts: &mut ApplicationCounts, state: ApplicationState, count: u64) {
    let place = match state {
        ApplicationState::Applied => &mut counts.applied,
        ApplicationState::Shortlisted => &mut counts.shortlisted,
        ApplicationState::Confirmed => &mut counts.confirmed,
        ApplicationState::Rejected => &mut counts.rejected,
        ApplicationState::Withdrawn => &mut counts.withdrawn,
    };
    *place = place.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
}
