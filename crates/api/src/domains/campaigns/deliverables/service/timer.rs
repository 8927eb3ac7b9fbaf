//! What happens when nobody acts. For jobs, so the futures here move between threads.

use bson::DateTime;
use futures::FutureExt;
use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::{DeliverableState, Verdict};
use shared::id::{ApplicationId, DeliverableId};

use super::super::super::applications::rules::Role;
use super::super::super::parties;
use super::super::super::repo::campaigns;
use super::super::super::repo::deliverable_doc::{AnswerDoc, DeliverableDoc};
use super::super::super::repo::deliverables::{self, Change};
use super::super::super::rules::work::goes_on;
use super::super::rules::{self, Step};
use super::super::tell;
use super::brand::may_be_approved;
use super::{Turn, facts, record, turn};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::http::{ApiResult, in_sendable_transaction};

/// Reminds of the first drafts of a signature that are due at an instant, or notes that they are late. How many it concerned.
///
/// # Errors
/// [`shared::error::ErrorCode::Conflict`] when somebody moved one at the same moment.
pub async fn first_drafts(
    state: &AppState,
    application: ApplicationId,
    due: i64,
    end: bool,
) -> ApiResult<usize> {
    let pieces = deliverables::of_application(&state.database, application).await?;
    let missing = |piece: &DeliverableDoc| {
        piece.state == DeliverableState::Owed
            && piece.due_at.is_some_and(|date| date.timestamp_millis() == due)
    };
    let missing: Vec<DeliverableDoc> = pieces.into_iter().filter(missing).collect();
    let Some(first) = missing.first() else { return Ok(0) };
    if !still_on(state, first).await? {
        return Ok(0);
    }
    if end {
        for piece in &missing {
            miss(state, piece).await?;
        }
    } else {
        let due = Timestamp::from_millisecond(due).unwrap_or(Timestamp::MAX);
        let context = (state.clone(), first.clone());
        in_sendable_transaction(&state.db, context, move |session, (state, first)| {
            async move { tell::remind_of_first(state, session, first, due).await }.boxed()
        })
        .await?;
    }
    Ok(missing.len())
}

/// Reminds of a stage of a deliverable or ends it, if it still is in it. Whether it was.
///
/// # Errors
/// [`shared::error::ErrorCode::Conflict`] when somebody moved it at the same moment.
pub async fn stage(state: &AppState, id: DeliverableId, revision: u32, end: bool) -> ApiResult<bool> {
    let found = deliverables::find(&state.database, id).await?;
    let Some(piece) = found.filter(|piece| piece.revision == revision) else { return Ok(false) };
    if !still_on(state, &piece).await? {
        return Ok(false);
    }
    if !end {
        let context = (state.clone(), piece);
        in_sendable_transaction(&state.db, context, move |session, (state, piece)| {
            async move { tell::remind(state, session, piece).await }.boxed()
        })
        .await?;
        return Ok(true);
    }
    match piece.state {
        DeliverableState::InReview => answer(state, piece).await,
        DeliverableState::ChangesRequested | DeliverableState::Approved => {
            miss(state, &piece).await.map(|()| true)
        }
        DeliverableState::Owed | DeliverableState::Published | DeliverableState::Rejected => Ok(false),
    }
}

async fn still_on(state: &AppState, piece: &DeliverableDoc) -> ApiResult<bool> {
    let campaign = campaigns::find(&state.database, piece.campaign_id).await?;
    Ok(campaign.is_some_and(|campaign| goes_on(campaign.state)))
}

/// Nobody answered a draft: it is approved, or sent back where it must say that it is advertising and does not.
async fn answer(state: &AppState, piece: DeliverableDoc) -> ApiResult<bool> {
    let Some(campaign) = campaigns::find(&state.database, piece.campaign_id).await? else {
        return Ok(false);
    };
    let (step, verdict) = if may_be_approved(&piece) {
        (Step::Approve, Verdict::Approved)
    } else {
        (Step::SendBack, Verdict::Undisclosed)
    };
    let Ok(after) = rules::after(piece.state, step, Role::Platform, campaign.state, facts(&piece)) else {
        return Ok(false);
    };
    let now = state.clock.now();
    let answer = AnswerDoc { verdict, note: None, automatic: true, at: DateTime::from_jiff(now) };
    let decided = Turn {
        step,
        after,
        change: Change { answer: Some(answer), ..Change::default() },
        by: By::system(),
        automatic: true,
        details: json!({ "draft": piece.drafts.len() }),
    };
    let context = (state.clone(), piece, decided);
    in_sendable_transaction(&state.db, context, move |session, (state, piece, decided)| {
        async move { turn(state, session, piece, decided, now).await.map(|_| true) }.boxed()
    })
    .await
}

/// Notes that the creator missed a date, which the on-time score counts once.
async fn miss(state: &AppState, piece: &DeliverableDoc) -> ApiResult<()> {
    let now = state.clock.now();
    let context = (state.clone(), piece.clone());
    in_sendable_transaction(&state.db, context, move |session, (state, piece)| {
        async move { note(state, session, piece, now).await }.boxed()
    })
    .await
}

async fn note(
    state: &AppState,
    session: &mut ClientSession,
    before: &DeliverableDoc,
    now: Timestamp,
) -> ApiResult<()> {
    let punctuality = rules::punctuality(before.late, before.counted, true, false);
    let change = Change { late: punctuality.late, counted: true, ..Change::default() };
    let noted =
        deliverables::turn(&state.database, session, before, before.state, None, &change, now).await?;
    if let Some(on_time) = punctuality.count {
        parties::note_delivery(state, session, before.creator_id, on_time).await?;
    }
    let was = json!({ "state": before.state.as_str(), "due_at": before.due_at.map(DateTime::to_jiff) });
    record(state, session, before, "campaigns.miss_deliverable", By::system(), was).await?;
    tell::late(state, session, &noted).await
}
