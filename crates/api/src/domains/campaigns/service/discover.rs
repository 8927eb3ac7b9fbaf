//! Finding campaigns, and looking at one.

use std::slice;

use shared::campaigns::{
    BrandCampaign, BrandCampaignQuery, CampaignPage, CampaignQuery, CampaignSort, CampaignState,
    CampaignSummary,
};
use shared::error::ErrorCode;
use shared::id::{BrandId, CampaignId};
use shared::page::Page;

use super::super::parties;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::discovery::{self, Place};
use super::super::repo::{applications, campaigns, saves};
use super::super::rules::fit::{self, Candidate};
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, page};
use crate::said;

/// Campaigns that take applications.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] where amounts are compared without a currency, or on a cursor of another list;
/// [`ErrorCode::Unauthenticated`] and [`ErrorCode::ProfileIncomplete`] where who asks for what fits them is not known, or
/// is no creator.
pub async fn list(
    state: &AppState,
    reader: Option<&CurrentUser>,
    query: &CampaignQuery,
) -> ApiResult<Page<CampaignSummary>> {
    let sort = query.sort.unwrap_or_default();
    if query.currency.is_none() && (sort == CampaignSort::Fee || query.min_fee.is_some()) {
        return Err(ApiError::field("currency", "must be given to compare fees: PYG, EUR, ARS or USD"));
    }
    let after: Option<Place> = page::decode(query.cursor.as_deref())?;
    if after.is_some_and(|place| place.sort != sort) {
        return Err(ApiError::field("cursor", "must be a next_cursor of a list in the same order"));
    }
    let who = match query.fits_me {
        Some(true) => Some(candidate(state, reader).await?),
        _ => None,
    };
    let (limit, now) = (page::limit(query.limit), state.clock.now());
    let count = limit.saturating_add(1);
    let found = discovery::list(&state.database, query, who.as_ref(), after, now, count).await?;
    let found = page::page(found, limit, |campaign| Place::of(campaign, sort));
    let mut listed = lines(found, CampaignDoc::to_summary);
    // A brand that is in the trash takes its campaigns out of sight, so that such a page may be shorter.
    name_brands(state, &mut listed.items).await?;
    listed.items.retain(|campaign| campaign.brand.is_some());
    Ok(listed)
}

/// Says what the brands of campaigns are called.
pub(in super::super) async fn name_brands(
    state: &AppState,
    campaigns: &mut [CampaignSummary],
) -> ApiResult<()> {
    let ids: Vec<BrandId> = campaigns.iter().map(|campaign| campaign.brand_id).collect();
    let cards = parties::cards(state, &ids).await?;
    for campaign in campaigns {
        campaign.brand = cards.get(&campaign.brand_id).cloned();
    }
    Ok(())
}

/// What of the reader is compared with requirements.
async fn candidate(state: &AppState, reader: Option<&CurrentUser>) -> ApiResult<Candidate> {
    let reader = reader.ok_or_else(|| {
        ApiError::new(ErrorCode::Unauthenticated).detail(said!(
            "sign in to see what fits you, or leave fits_me out",
            "iniciá sesión para ver las campañas que cumplís, o quitá fits_me"
        ))
    })?;
    let card = parties::creator(state, reader.id).await?;
    card.map(|card| parties::candidate(&card)).ok_or_else(|| {
        ApiError::new(ErrorCode::ProfileIncomplete).detail(said!(
            "what fits you is told by your creator profile",
            "qué campañas cumplís lo dice tu perfil de creador"
        ))
    })
}

/// A brand's own campaigns, newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_brand(
    state: &AppState,
    brand: BrandId,
    query: &BrandCampaignQuery,
) -> ApiResult<Page<BrandCampaign>> {
    let after: Option<CampaignId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let archived = query.archived.unwrap_or(false);
    let count = limit.saturating_add(1);
    let found = campaigns::of_brand(&state.database, brand, query.state, archived, after, count).await?;
    Ok(lines(page::page(found, limit, |campaign| campaign.id), CampaignDoc::to_brand_campaign))
}

fn lines<T>(found: Page<CampaignDoc>, line: fn(&CampaignDoc) -> T) -> Page<T> {
    Page { items: found.items.iter().map(line).collect(), next_cursor: found.next_cursor }
}

/// One campaign as everybody sees it, with what the reader has to do with it.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a draft, too.
pub async fn get(
    state: &AppState,
    reader: Option<&CurrentUser>,
    context: &RequestContext,
    id: CampaignId,
) -> ApiResult<CampaignPage> {
    let campaign = public(state, id).await?;
    let mut page = preview(state, &campaign).await?;
    let Some(reader) = reader else { return Ok(page) };
    page.saved = Some(saves::has(&state.database, reader.id, id).await?);
    let Some(card) = parties::creator(state, reader.id).await? else { return Ok(page) };
    let wanted = &campaign.content.requirements;
    page.misfits = Some(fit::misfits(wanted, &parties::candidate(&card), context.locale));
    if let Some(application) = applications::between(&state.database, id, card.id).await? {
        page.my_application = Some(application.id);
        page.my_state = Some(application.state);
    }
    Ok(page)
}

/// One campaign as everybody sees it, or would see it, without what depends on the reader.
///
/// # Errors
/// When the database fails.
pub async fn preview(state: &AppState, campaign: &CampaignDoc) -> ApiResult<CampaignPage> {
    let mut page = campaign.to_page();
    name_brands(state, slice::from_mut(&mut page.summary)).await?;
    Ok(page)
}

/// A campaign that is no draft.
pub(super) async fn public(state: &AppState, id: CampaignId) -> ApiResult<CampaignDoc> {
    let found = campaigns::find(&state.database, id).await?;
    found.filter(|campaign| campaign.state != CampaignState::Draft).ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such campaign", "esa campaña no existe"))
    })
}
