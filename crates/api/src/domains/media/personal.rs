//! What this domain holds of a person.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::json;
use tokio::io::AsyncReadExt;

use super::SIZES;
use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::{ApiError, ApiResult};

/// Their pictures.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "media", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let pictures = state.media.of(person.id).await?;
        let mut pieces = Vec::new();
        for picture in &pictures {
            // One that goes while it is being read is left out.
            let Ok(opened) = state.media.open(picture.id, SIZES[0]).await else { continue };
            let mut bytes = Vec::new();
            let mut reader = opened.reader;
            reader.read_to_end(&mut bytes).await.map_err(ApiError::internal)?;
            pieces.push(Piece::file(format!("pictures/{}.webp", picture.id), bytes));
        }
        let list = pictures.iter().map(|picture| {
            json!({
                "id": picture.id,
                "purpose": picture.purpose,
                "came_as": picture.came_as,
                "width": picture.width,
                "height": picture.height,
                "created_at": picture.created_at.to_jiff(),
            })
        });
        pieces.push(Piece::json("pictures.json", &list.collect::<Vec<_>>())?);
        Ok(pieces)
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        for picture in state.media.of(person.id).await? {
            state.media.remove(picture.id).await.map_err(ApiError::internal)?;
        }
        Ok(())
    }
    .boxed()
}
