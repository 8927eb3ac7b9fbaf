//! What the brand says of a draft.

use bson::DateTime;
use serde_json::json;
use shared::campaigns::{AskChanges, DeliverableWork, RejectDeliverable, Verdict};
use shared::error::ErrorCode;

use super::super::super::repo::deliverable_doc::{AnswerDoc, DeliverableDoc};
use super::super::super::repo::deliverables::Change;
use super::super::rules::Step;
use super::Hand;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// Is content.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] from where it, or the campaign, stands; [`ErrorCode::DisclosureMissing`] for what is to be
/// published and does not say that it is advertising; [`ErrorCode::Conflict`] when somebody was faster.
pub async fn approve(state: &AppState, hand: Hand<'_>) -> ApiResult<DeliverableWork> {
    hand.decide(Step::Approve)?;
    if !may_be_approved(hand.piece) {
        return Err(ApiError::new(ErrorCode::DisclosureMissing).detail(said!(
            "the draft's caption has no #publicidad, #ad, “paid partnership” or the like, and the network's label is not \
             announced; ask for changes",
            "el texto del borrador no tiene #publicidad, #ad, «colaboración pagada» o algo parecido, y no se anunció \
             la etiqueta de la red; pedí cambios"
        )));
    }
    let answer = answer(state, Verdict::Approved, None);
    let change = Change { answer: Some(answer), ..Change::default() };
    hand.go(state, Step::Approve, change, json!({ "draft": hand.piece.drafts.len() })).await
}

/// Whether the last draft says that it is advertising, where it must.
pub(super) fn may_be_approved(piece: &DeliverableDoc) -> bool {
    piece.platform.is_none() || piece.drafts.last().is_some_and(|draft| draft.disclosed)
}

/// Asks for changes, which uses a round.
///
/// # Errors
/// As [`approve`]; [`ErrorCode::NoRoundsLeft`].
pub async fn ask_changes(state: &AppState, hand: Hand<'_>, body: AskChanges) -> ApiResult<DeliverableWork> {
    let answer = answer(state, Verdict::Changes, Some(body.note.trim().to_owned()));
    let change = Change { answer: Some(answer), uses_round: true, ..Change::default() };
    let round = hand.piece.rounds_used.saturating_add(1);
    hand.go(state, Step::Changes, change, json!({ "round": round, "of": hand.piece.rounds })).await
}

/// Does not take it.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] from where it, or the campaign, stands: a draft that is awaited can be given up only once
/// it is late; [`ErrorCode::Conflict`] when somebody was faster.
pub async fn reject(state: &AppState, hand: Hand<'_>, body: RejectDeliverable) -> ApiResult<DeliverableWork> {
    let reason = body.reason.trim().to_owned();
    let waiting = hand.piece.drafts.last().is_some_and(|draft| draft.answer.is_none());
    let answer = waiting.then(|| answer(state, Verdict::Rejected, Some(reason.clone())));
    let change = Change { answer, reject_reason: Some(reason), ..Change::default() };
    hand.go(state, Step::Reject, change, json!({ "drafts": hand.piece.drafts.len() })).await
}

fn answer(state: &AppState, verdict: Verdict, note: Option<String>) -> AnswerDoc {
    AnswerDoc { verdict, note, automatic: false, at: DateTime::from_jiff(state.clock.now()) }
}
