//! What the creator does: hands in drafts, and says where the work was published.

use bson::DateTime;
use serde_json::json;
use shared::campaigns::{
    DeliverableWork, DraftContent, PublishDeliverable, SubmitDraft, SubmittedContent, disclosed_by,
    recognise_post,
};
use shared::error::ErrorCode;

use super::super::super::repo::deliverable_doc::DraftDoc;
use super::super::super::repo::deliverables::Change;
use super::super::super::repo::posts;
use super::super::rules::Step;
use super::{Hand, Turn, turn};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, in_kept_transaction};
use crate::said;

/// Drafts that a deliverable can have, however often it is sent back.
const MOST_DRAFTS: usize = 30;

/// Hands in a draft.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] from where it, or the campaign, stands; [`ErrorCode::LimitReached`];
/// [`ErrorCode::ValidationFailed`] on a file that was not sent for it or was used before; [`ErrorCode::Conflict`] when
/// somebody was faster.
pub async fn submit(state: &AppState, hand: Hand<'_>, body: SubmitDraft) -> ApiResult<DeliverableWork> {
    let after = hand.decide(Step::Submit)?;
    let sent = hand.piece.drafts.len();
    if sent >= MOST_DRAFTS {
        return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
            "a deliverable can have {MOST_DRAFTS} drafts",
            "una entrega puede tener {MOST_DRAFTS} borradores"
        )));
    }
    let now = state.clock.now();
    let draft = DraftDoc {
        number: u32::try_from(sent).unwrap_or(u32::MAX).saturating_add(1),
        content: None,
        disclosed: body.paid_partnership || disclosed_by(&body.caption).is_some(),
        caption: body.caption.trim().to_owned(),
        paid_partnership: body.paid_partnership,
        note: body.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty()),
        at: DateTime::from_jiff(now),
        answer: None,
    };
    let details = json!({ "draft": draft.number, "disclosed": draft.disclosed });
    let done = in_kept_transaction(&state.db, async |transaction| {
        let content = match &body.content {
            SubmittedContent::Url { url } => DraftContent::Url { url: url.clone() },
            SubmittedContent::File { file_id } => {
                let about = hand.piece.id.to_string();
                let used = state.media.use_file(transaction, *file_id, hand.who.id, &about).await?;
                DraftContent::File { file: used.ok_or_else(not_sent)? }
            }
        };
        let decided = Turn {
            step: Step::Submit,
            after,
            change: Change {
                draft: Some(DraftDoc { content: Some(content), ..draft.clone() }),
                ..Change::default()
            },
            by: hand.by(),
            automatic: false,
            details: details.clone(),
        };
        Ok(turn(state, transaction, hand.piece, &decided, now).await?.to_work(true))
    })
    .await?;
    state.jobs.wake();
    Ok(done)
}

fn not_sent() -> ApiError {
    let right = "must be a file that was sent for this deliverable and not used before; send it again";
    ApiError::field("content.file_id", right)
}

/// Says where it was published.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] from where it, or the campaign, stands, and where nothing is to be published;
/// [`ErrorCode::ValidationFailed`] on an address that leads to no post of that network, or to that of another deliverable,
/// and on a code where none was agreed on; [`ErrorCode::Conflict`] when somebody was faster.
pub async fn publish(
    state: &AppState,
    hand: Hand<'_>,
    body: PublishDeliverable,
) -> ApiResult<DeliverableWork> {
    let after = hand.decide(Step::Publish)?;
    // The rules let nothing through that is not to be published.
    let platform = hand.piece.platform.ok_or(ErrorCode::MoveNotAllowed)?;
    let url = recognise_post(platform, &body.post_url)
        .map_err(|error| ApiError::field("post_url", error.to_string()))?;
    let code = body.ad_code.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
    let agreed = hand.piece.rights.as_ref().and_then(|rights| rights.paid_ads);
    if code.is_some() && agreed.is_none_or(|ads| !ads.from_creators_account) {
        let right = "must be left out: no advertising from your own account was agreed on";
        return Err(ApiError::field("ad_code", right));
    }
    let now = state.clock.now();
    let decided = Turn {
        step: Step::Publish,
        after,
        change: Change { post: Some((url.clone(), code)), ..Change::default() },
        by: hand.by(),
        automatic: false,
        // Not where: the address names the creator, and an erasure leaves the trail.
        details: json!({ "platform": platform.as_str() }),
    };
    let done = in_kept_transaction(&state.db, async |transaction| {
        let turned = turn(state, transaction, hand.piece, &decided, now).await?;
        if !posts::insert(&state.database, transaction, &url, hand.piece.id, now).await? {
            return Err(ApiError::field(
                "post_url",
                "is the post of another deliverable; publish one for each",
            ));
        }
        Ok(turned.to_work(true))
    })
    .await?;
    state.jobs.wake();
    Ok(done)
}
