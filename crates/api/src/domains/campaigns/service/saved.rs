//! Campaigns that people saved to look at again.

use std::collections::HashMap;

use shared::campaigns::{CampaignSummary, SavedQuery};
use shared::error::ErrorCode;
use shared::id::{CampaignId, UserId};
use shared::page::Page;

use super::super::repo::campaigns;
use super::super::repo::saves::{self, Place, SaveDoc};
use super::discover::{name_brands, public};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, in_transaction, page};
use crate::infra::ids::new_id;
use crate::said;

/// Campaigns that somebody can have saved. It keeps the list from growing without end: two that are saved at the same
/// moment may pass it.
const MOST: u64 = 500;

/// Saves a campaign; again changes nothing.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a draft, too; [`ErrorCode::LimitReached`].
pub async fn save(state: &AppState, user: UserId, id: CampaignId) -> ApiResult<()> {
    public(state, id).await?;
    let save = SaveDoc::now(user, id, state.clock.now());
    in_transaction(&state.db, async |transaction| {
        if saves::add(&state.database, transaction, new_id(), &save).await?
            && saves::count(&state.database, transaction, user).await? > MOST
        {
            return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
                "{MOST} campaigns can be saved; remove one first",
                "se pueden guardar {MOST} campañas; quitá una primero"
            )));
        }
        Ok(())
    })
    .await
}

/// Forgets that a campaign was saved; again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn unsave(state: &AppState, user: UserId, id: CampaignId) -> ApiResult<()> {
    saves::remove(&state.database, user, id).await
}

/// What somebody saved, the last first, whatever has become of it.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, user: UserId, query: &SavedQuery) -> ApiResult<Page<CampaignSummary>> {
    let after: Option<Place> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = saves::list(&state.database, user, after, limit.saturating_add(1)).await?;
    let place = |save: &SaveDoc| (save.saved_at.timestamp_millis(), save.campaign_id);
    let saved = page::page(found, limit, place);
    let ids: Vec<CampaignId> = saved.items.iter().map(|save| save.campaign_id).collect();
    let found = campaigns::find_all(&state.database, &ids).await?;
    let found: HashMap<CampaignId, _> =
        found.into_iter().map(|campaign| (campaign.id, campaign.to_summary())).collect();
    let mut items: Vec<CampaignSummary> = ids.iter().filter_map(|id| found.get(id).cloned()).collect();
    name_brands(state, &mut items).await?;
    Ok(Page { items, next_cursor: saved.next_cursor })
}
