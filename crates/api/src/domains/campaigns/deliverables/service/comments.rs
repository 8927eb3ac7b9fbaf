//! What both sides say of drafts: about a moment, a spot, or all of one.

use bson::DateTime;
use serde_json::json;
use shared::campaigns::{CommentQuery, CommentSide, CreateDraftComment, DraftComment};
use shared::error::ErrorCode;
use shared::id::{DeliverableId, DraftCommentId};
use shared::page::Page;

use super::super::super::applications::rules::Role;
use super::super::super::repo::comments::{self, CommentDoc};
use super::super::super::repo::deliverables;
use super::super::rules::{self, Step};
use super::super::tell;
use super::{Hand, action, record};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, in_kept_transaction, page};
use crate::infra::ids::new_id;
use crate::said;

/// Comments that a deliverable can have.
const MOST: u32 = 1_000;

/// Says something about a draft.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] from where the deliverable, or the campaign, stands; [`ErrorCode::ValidationFailed`] on a
/// draft that there is not, and on a place that it does not have; [`ErrorCode::LimitReached`]; [`ErrorCode::Conflict`] when
/// somebody moved it on meanwhile.
pub async fn create(state: &AppState, hand: Hand<'_>, body: CreateDraftComment) -> ApiResult<DraftComment> {
    hand.decide(Step::Comment)?;
    let draft = hand.piece.draft(body.draft);
    let draft = draft.ok_or_else(|| ApiError::field("draft", "must be the number of a draft that came"))?;
    if let (Some(place), Some(content)) = (body.place, &draft.content)
        && !rules::fits(place, content)
    {
        return Err(ApiError::field("place", "must be a moment of a video, or a spot of a picture"));
    }
    let by_creator = hand.role == Role::Creator;
    let comment = CommentDoc {
        id: DraftCommentId::new(new_id()),
        deliverable_id: hand.piece.id,
        user_id: hand.who.id,
        draft: body.draft,
        place: body.place,
        side: if by_creator { CommentSide::Creator } else { CommentSide::Brand },
        text: body.text.trim().to_owned(),
        at: DateTime::from_jiff(state.clock.now()),
    };
    if comment.text.is_empty() {
        return Err(ApiError::field("text", "must have something in it"));
    }
    if hand.piece.comments >= MOST {
        return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
            "a deliverable can have {MOST} comments",
            "una entrega puede tener {MOST} comentarios"
        )));
    }
    let details = json!({ "comment_id": comment.id, "draft": comment.draft });
    in_kept_transaction(&state.db, async |transaction| {
        if !deliverables::count_comment(&state.database, transaction, hand.piece, MOST).await? {
            return Err(ErrorCode::Conflict.into());
        }
        comments::insert(&state.database, transaction, &comment).await?;
        let by = hand.by();
        record(state, transaction, hand.piece, action(Step::Comment), by, details.clone()).await?;
        tell::commented(state, transaction, hand.piece, comment.draft, by_creator).await?;
        Ok(DraftComment::from(comment.clone()))
    })
    .await
}

/// What was said, oldest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(
    state: &AppState,
    deliverable: DeliverableId,
    query: &CommentQuery,
) -> ApiResult<Page<DraftComment>> {
    let after: Option<DraftCommentId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let count = limit.saturating_add(1);
    let found = comments::list(&state.database, deliverable, query.draft, after, count).await?;
    let lines = found.into_iter().map(DraftComment::from).collect();
    Ok(page::page(lines, limit, |line: &DraftComment| line.id))
}
