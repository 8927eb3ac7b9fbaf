//! What the brand does: doubts figures.

use bson::DateTime;
use shared::campaigns::{PostMetrics, QuestionMetrics, QuestionSide};

use super::super::super::repo::metrics::{Change, QuestionDoc, Viewer};
use super::super::rules::Step;
use super::{Hand, Turn, about, decide, turn};
use crate::app::AppState;
use crate::http::{ApiResult, in_kept_transaction};

/// Doubts figures: the creator is to look at them once more.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] unless they are confirmed; [`shared::error::ErrorCode::Conflict`] when
/// somebody was faster.
pub async fn question(state: &AppState, hand: Hand<'_>, body: QuestionMetrics) -> ApiResult<PostMetrics> {
    let after = decide(hand.metrics, Step::Question, hand.role)?;
    let now = state.clock.now();
    let decided = Turn {
        step: Step::Question,
        after,
        change: doubt(QuestionSide::Brand, &body, DateTime::from_jiff(now)),
        by: hand.by(),
        details: about(hand.metrics),
    };
    let done = in_kept_transaction(&state.db, async |transaction| {
        let turned = turn(state, transaction, hand.metrics, &decided, now).await?;
        Ok(turned.to_metrics(Viewer::Brand))
    })
    .await?;
    state.jobs.wake();
    Ok(done)
}

/// What a doubt writes.
pub(super) fn doubt(by: QuestionSide, body: &QuestionMetrics, at: DateTime) -> Change {
    let question = QuestionDoc { by, reason: body.reason.trim().to_owned(), at };
    Change { question: Some(question), ..Change::default() }
}
