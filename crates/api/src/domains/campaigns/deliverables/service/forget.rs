//! Forgetting a creator: their words and files go out of what they delivered. What a brand has the right to use stays until
//! that ends, as the contract of two says; of everything else the files are removed.

use shared::campaigns::{DeliverableState, DraftContent};
use shared::id::UserId;

use super::super::super::repo::deliverable_doc::{DeliverableDoc, DraftDoc};
use super::super::super::repo::{comments, deliverables};
use crate::app::AppState;
use crate::http::ApiResult;

/// Forgets a person in what they delivered and said. Doing it again changes nothing.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn person(state: &AppState, user: UserId) -> ApiResult<()> {
    for piece in deliverables::all_of_user(&state.database, user).await? {
        let mut left = Vec::new();
        for draft in &piece.drafts {
            left.push(without(state, &piece, draft).await?);
        }
        if left != piece.drafts || piece.ad_code.is_some() || piece.post_url.is_some() {
            deliverables::forget(&state.database, piece.id, &left).await?;
        }
    }
    comments::forget(&state.database, user).await
}

/// A draft without the creator's words, and without its file unless the brand was given it.
async fn without(state: &AppState, piece: &DeliverableDoc, draft: &DraftDoc) -> ApiResult<DraftDoc> {
    let taken = matches!(piece.state, DeliverableState::Approved | DeliverableState::Published);
    let last = piece.drafts.last().is_some_and(|last| last.number == draft.number);
    let content = match &draft.content {
        Some(content) if taken && last => Some(content.clone()),
        Some(DraftContent::File { file }) => {
            state.media.remove_file(file.id).await?;
            None
        }
        Some(DraftContent::Url { .. }) | None => None,
    };
    Ok(DraftDoc { content, caption: String::new(), note: None, ..draft.clone() })
}
