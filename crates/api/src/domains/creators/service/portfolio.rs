//! The portfolio: links added, items called otherwise, moved and removed. Pictures come in through `pictures`.

use bson::DateTime;
use shared::creators::{AddPortfolioLink, Creator, UpdatePortfolioItem};
use shared::id::PortfolioItemId;

use super::super::rules::edit::trimmed;
use super::super::rules::portfolio;
use super::super::rules::profile::{Profile, Work};
use super::change::{Turn, load_in_use, turn};
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::infra::ids::new_id;

/// Adds a link at the end.
///
/// # Errors
/// `not_found` when the account is no creator; `in_trash`; `limit_reached`; `conflict`.
pub async fn add_link(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: AddPortfolioLink,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let item = Work {
        id: PortfolioItemId::new(new_id()),
        title: body.title.as_deref().and_then(trimmed),
        url: Some(body.url),
        picture: None,
        ready: true,
        added_at: DateTime::from_jiff(state.clock.now()),
    };
    let portfolio = portfolio::with(&before.profile.portfolio, item)?;
    let wished = before.with_profile(Profile { portfolio, ..before.profile.clone() });
    turn(state, context, who, Turn::own("creators.add_portfolio_link"), (&before, &wished)).await
}

/// Calls an item otherwise, or moves it.
///
/// # Errors
/// `not_found`; `conflict`.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: PortfolioItemId,
    body: &UpdatePortfolioItem,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let portfolio = portfolio::changed(&before.profile.portfolio, id, body)?;
    let wished = before.with_profile(Profile { portfolio, ..before.profile.clone() });
    turn(state, context, who, Turn::own("creators.update_portfolio_item"), (&before, &wished)).await
}

/// Removes an item, and its picture if it has one.
///
/// # Errors
/// `not_found`; `conflict`.
pub async fn remove(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: PortfolioItemId,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let (portfolio, gone) = portfolio::without(&before.profile.portfolio, id)?;
    let wished = before.with_profile(Profile { portfolio, ..before.profile.clone() });
    let after =
        turn(state, context, who, Turn::own("creators.remove_portfolio_item"), (&before, &wished)).await?;
    // One that is still being prepared is removed by its job, which finds no item for it.
    if let Some(picture) = gone.picture.filter(|_| gone.ready) {
        state.media.remove(picture).await.map_err(ApiError::internal)?;
    }
    Ok(after)
}
