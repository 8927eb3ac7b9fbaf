//! Files of drafts: sending one, and having one for a moment.

use serde_json::json;
use shared::campaigns::DraftContent;
use shared::error::ErrorCode;
use shared::id::MediaId;
use shared::media::{FileLink, MediaFile};

use super::super::super::applications::rules::Role;
use super::super::jobs;
use super::super::rules::{self, Closed, Step};
use super::{Hand, read, what};
use crate::app::AppState;
use crate::domains::audit::AuditEntry;
use crate::domains::media::NewFile;
use crate::http::{ApiError, ApiResult};
use crate::infra::ids::new_id;
use crate::said;

/// Files of a deliverable that wait to be used.
const MOST_WAITING: u64 = 5;

/// A file that came in.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// Where it lies.
    pub path: &'a std::path::Path,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256 in hex.
    pub sha256: &'a str,
}

/// Keeps a file for a draft. It is thrown away unless a draft uses it within a day.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] while no draft can be handed in; [`ErrorCode::LimitReached`];
/// [`ErrorCode::UnsupportedMediaType`]; [`ErrorCode::PayloadTooLarge`].
pub async fn send(state: &AppState, hand: Hand<'_>, sent: Sent<'_>) -> ApiResult<MediaFile> {
    hand.decide(Step::Submit)?;
    let about = hand.piece.id.to_string();
    let bytes = u64::try_from(sent.bytes).unwrap_or(u64::MAX);
    let new = NewFile { path: sent.path, bytes, sha256: sent.sha256, about: &about };
    let seen = state.media.look_at_file(new).await?;
    // It keeps the store from filling: two that come at the same moment may pass it.
    if state.media.files_waiting(&about, MOST_WAITING).await? >= MOST_WAITING {
        return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
            "{MOST_WAITING} files wait to be used in a draft; use one, or wait a day until they are thrown away",
            "{MOST_WAITING} archivos esperan que un borrador los use; usá uno, o esperá un día hasta que se borren"
        )));
    }
    let id = MediaId::new(new_id());
    // Asked for before the file is kept, so that none is ever forgotten.
    state.jobs.enqueue(jobs::drop_unused(id, state.clock.now()), None).await?;
    state.media.keep_file(id, hand.who.id, new, seen).await
}

/// An address of a draft's file that is good for a moment. That somebody of the brand asked for it stands in the trail.
///
/// # Errors
/// [`ErrorCode::NotFound`] where there is no such draft, or it has no file; [`ErrorCode::RightsEnded`];
/// [`ErrorCode::MoveNotAllowed`] for the brand once it was rejected.
pub async fn link(state: &AppState, hand: Hand<'_>, number: u32) -> ApiResult<FileLink> {
    let content = hand.piece.draft(number).and_then(|draft| draft.content.as_ref());
    let Some(DraftContent::File { file }) = content else {
        return Err(ApiError::new(ErrorCode::NotFound).detail(said!(
            "there is no such draft, or it has no file here",
            "ese borrador no existe, o no tiene un archivo acá"
        )));
    };
    let rights = read::rights_of(state, hand.piece, hand.role).await?;
    let now = state.clock.now();
    let over = rights.as_ref().is_some_and(|rights| rights.is_over(now));
    rules::opens(hand.role, hand.piece.state, over).map_err(|closed| match closed {
        Closed::Ended => ApiError::new(ErrorCode::RightsEnded),
        Closed::Rejected => ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
            "a deliverable that is rejected cannot be opened by the brand any more",
            "la marca ya no puede abrir una entrega rechazada"
        )),
    })?;
    if hand.role != Role::Creator {
        let line = AuditEntry::new(hand.by(), "campaigns.open_draft", what(hand.piece))
            .details(json!({ "draft": number, "file_id": file.id }));
        state.audit.record(line, None).await?;
    }
    // No pass outlives the rights.
    let until = rights.and_then(|rights| rights.ends_at).map(bson::DateTime::to_jiff);
    state.media.pass(file.id, until).await
}
