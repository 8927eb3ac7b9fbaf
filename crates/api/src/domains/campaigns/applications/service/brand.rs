//! What the brand does with an application.

use shared::campaigns::{AcceptCounter, Application, MakeOffer, OfferSide, RejectApplication};

use super::super::super::repo::applications::Change;
use super::super::super::tell::News;
use super::super::rules::Step;
use super::Hand;
use crate::app::AppState;
use crate::http::ApiResult;

/// Takes somebody on the shortlist.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] from where the application or the campaign stands.
pub async fn shortlist(state: &AppState, hand: Hand<'_>) -> ApiResult<Application> {
    hand.go(state, Step::Shortlist, Change::default(), News::Shortlisted).await
}

/// Lays terms on the table, in place of those that lie there.
///
/// # Errors
/// As [`shortlist`]; [`shared::error::ErrorCode::LimitReached`] after too many offers.
pub async fn offer(state: &AppState, hand: Hand<'_>, body: MakeOffer) -> ApiResult<Application> {
    hand.decide(Step::Offer)?;
    let compensation = body.compensation.unwrap_or_else(|| hand.campaign.content.compensation.clone());
    let offer = hand.next_offer(OfferSide::Brand, compensation, body.note, state.clock.now())?;
    let change = Change { offer: Some(offer), ..Change::default() };
    hand.go(state, Step::Offer, change, News::Offered).await
}

/// Takes the creator's terms as the brand's own, which the creator then can sign.
///
/// # Errors
/// As [`offer`]; [`shared::error::ErrorCode::TermsChanged`] when another offer was made since.
pub async fn accept(state: &AppState, hand: Hand<'_>, body: AcceptCounter) -> ApiResult<Application> {
    hand.decide(Step::Accept)?;
    let theirs = hand.agreed(OfferSide::Creator, body.offer_number)?;
    let compensation = theirs.compensation.clone();
    let offer = hand.next_offer(OfferSide::Brand, compensation, None, state.clock.now())?;
    let change = Change { offer: Some(offer), ..Change::default() };
    hand.go(state, Step::Accept, change, News::Accepted).await
}

/// Declines.
///
/// # Errors
/// As [`shortlist`].
pub async fn reject(state: &AppState, hand: Hand<'_>, body: RejectApplication) -> ApiResult<Application> {
    let reason = body.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let change = Change { reject_reason: reason, ..Change::default() };
    hand.go(state, Step::Reject, change, News::Rejected).await
}
