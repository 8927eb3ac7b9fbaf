//! What this domain holds of a person. The pictures of the portfolio are given and removed by `media`.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::json;

use super::repo::{creators, revisions};
use crate::app::AppState;
use crate::domains::audit::forget_about;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// Their creator profile and its earlier states.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "creators", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let Some(creator) = creators::by_user(&state.database, person.id).await? else {
            return Ok(Vec::new());
        };
        let earlier = revisions::all(&state.database, creator.id).await?;
        let earlier = earlier
            .iter()
            .map(|state| json!({ "changed": state.to_revision(), "creator": state.to_creator(&creator) }));
        Ok(vec![
            Piece::json("creator.json", &creator.to_creator())?,
            Piece::json("revisions.json", &earlier.collect::<Vec<_>>())?,
        ])
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        let Some(creator) = creators::by_user(&state.database, person.id).await? else { return Ok(()) };
        // The trail first: an erasure that broke off after the profile was gone would not find it again.
        forget_about(&state.database, "creator", &creator.id.to_string()).await?;
        revisions::remove_all(&state.database, None, creator.id).await?;
        creators::remove(&state.database, creator.id).await
    }
    .boxed()
}
