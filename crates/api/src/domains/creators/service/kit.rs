//! The media kit: what this reader may see of a creator.

use shared::creators::{CreatorStatus, MediaKit};
use shared::error::ErrorCode;
use shared::id::CreatorId;
use shared::identity::handle_key;

use super::super::repo::creators;
use super::super::repo::document::CreatorDoc;
use crate::app::AppState;
use crate::domains::identity::{CurrentUser, Reader, appearance};
use crate::http::{ApiError, ApiResult};
use crate::said;

/// The kit at `/c/<handle>`.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none, it is hidden or in the trash, or its account is not in use.
pub async fn by_handle(state: &AppState, reader: Option<&CurrentUser>, handle: &str) -> ApiResult<MediaKit> {
    let found = creators::by_handle(&state.database, &handle_key(handle)).await?;
    let creator = found.ok_or_else(nobody)?;
    shown(state, reader, &creator).await
}

/// A creator whom a brand found: with or without a kit, as whoever is signed in may see them.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none, they are not to be found, or the account is not in use.
pub async fn by_id(state: &AppState, reader: &CurrentUser, id: CreatorId) -> ApiResult<MediaKit> {
    let found = creators::by_id(&state.database, id).await?;
    let open = |creator: &CreatorDoc| creator.found.listed || creator.user_id == reader.id;
    let creator = found.filter(open).ok_or_else(nobody)?;
    shown(state, Some(reader), &creator).await
}

async fn shown(state: &AppState, reader: Option<&CurrentUser>, creator: &CreatorDoc) -> ApiResult<MediaKit> {
    let reader = match reader {
        Some(reader) if reader.id == creator.user_id => Reader::Owner,
        Some(_) => Reader::Member,
        None => Reader::Stranger,
    };
    let out_of_sight = creator.status == CreatorStatus::Hidden && reader != Reader::Owner;
    if out_of_sight || creator.trash.is_some() {
        return Err(nobody());
    }
    let account = appearance(state, creator.user_id, reader).await?.ok_or_else(nobody)?;
    Ok(creator.to_kit(reader, account.avatar))
}

fn nobody() -> ApiError {
    ApiError::new(ErrorCode::NotFound)
        .detail(said!("no creator shows themselves here", "acá no se muestra ningún creador"))
}
