//! What the creator does with their application, besides signing.

use shared::campaigns::{Application, CounterOffer, OfferSide};

use super::super::super::repo::applications::Change;
use super::super::super::tell::News;
use super::super::rules::Step;
use super::Hand;
use crate::app::AppState;
use crate::http::ApiResult;

/// Lays other terms on the table.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] from where the application or the campaign stands;
/// [`shared::error::ErrorCode::LimitReached`] after too many offers.
pub async fn counter(state: &AppState, hand: Hand<'_>, body: CounterOffer) -> ApiResult<Application> {
    hand.decide(Step::Counter)?;
    let offer = hand.next_offer(OfferSide::Creator, body.compensation, body.note, state.clock.now())?;
    let change = Change { offer: Some(offer), ..Change::default() };
    hand.go(state, Step::Counter, change, News::Countered).await
}

/// Takes it back.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] from where the application or the campaign stands: whoever signed stays.
pub async fn withdraw(state: &AppState, hand: Hand<'_>) -> ApiResult<Application> {
    hand.go(state, Step::Withdraw, Change::default(), News::Withdrawn).await
}
