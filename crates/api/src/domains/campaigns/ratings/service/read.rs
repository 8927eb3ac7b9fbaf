//! Looking at ratings.

use std::collections::HashMap;

use bson::DateTime;
use shared::campaigns::{ApplicationRatings, CampaignBrand, OfferSide, PublicRating, RatingQuery};
use shared::id::BrandId;
use shared::page::Page;

use super::super::super::applications::access::{Look, PartyTo};
use super::super::super::applications::sides;
use super::super::super::parties;
use super::super::super::repo::ratings::{self, About, Place, RatingDoc};
use super::super::rules;
use super::reveal;
use crate::app::AppState;
use crate::http::{ApiResult, page};

/// Where the two sides of an application stand, as one of them sees it.
///
/// # Errors
/// When the database fails.
pub async fn of_application(state: &AppState, party: &PartyTo<Look>) -> ApiResult<ApplicationRatings> {
    let (application, campaign) = (&party.application, &party.campaign);
    let completed_at = campaign.completed_at.map(DateTime::to_jiff);
    let closes_at = rules::closes_at(application.state, campaign.state, completed_at);
    let over = closes_at.is_some_and(|end| end <= state.clock.now());
    let mut all = ratings::of_application(&state.database, application.id).await?;
    if over && all.iter().any(|rating| rating.shown_at.is_none()) {
        reveal::if_due(state, application.id).await?;
        all = ratings::of_application(&state.database, application.id).await?;
    }
    let side = sides::view_of(party.role);
    let mine = all.iter().find(|rating| rating.by == side).map(RatingDoc::to_rating);
    let theirs = all.iter().find(|rating| rating.by != side && rating.is_seen()).map(RatingDoc::to_rating);
    let may = sides::side_of(party.role).is_some();
    Ok(ApplicationRatings {
        can_rate: may && closes_at.is_some() && !over && mine.is_none(),
        closes_at,
        mine,
        theirs,
    })
}

/// What everybody sees of somebody's ratings, the newest first.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of(state: &AppState, about: About, query: &RatingQuery) -> ApiResult<Page<PublicRating>> {
    let after: Option<Place> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    reveal::all_due(state, about).await?;
    let found = ratings::shown(&state.database, about, after, limit.saturating_add(1)).await?;
    let place =
        |rating: &RatingDoc| -> Place { (rating.shown_at.map_or(0, DateTime::timestamp_millis), rating.id) };
    let found = page::page(found, limit, place);
    let by_brands = found.items.iter().filter(|rating| rating.by == OfferSide::Brand);
    let ids: Vec<BrandId> = by_brands.map(|rating| rating.brand_id).collect();
    let cards = parties::cards(state, &ids).await?;
    let items = found.items.iter().filter_map(|rating| public(rating, &cards)).collect();
    Ok(Page { items, next_cursor: found.next_cursor })
}

fn public(rating: &RatingDoc, cards: &HashMap<BrandId, CampaignBrand>) -> Option<PublicRating> {
    let by_brand = rating.by == OfferSide::Brand;
    Some(PublicRating {
        id: rating.id,
        campaign_title: rating.campaign_title.clone(),
        brand: cards.get(&rating.brand_id).filter(|_| by_brand).cloned(),
        average: rating.average(),
        marks: rating.marks.clone(),
        words: rating.words.clone(),
        shown_at: rating.shown_at?.to_jiff(),
        reply: rating.to_reply(),
    })
}
