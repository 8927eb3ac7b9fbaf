//! What this domain holds of a person. A copy holds what they wrote while signed in: anybody can name any address in the form, so
//! that what came from one proves nothing. An erasure takes both.

use futures::FutureExt;
use futures::future::BoxFuture;

use super::repo::{self, MessageDoc};
use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// What they wrote to the staff.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "contact", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let written = repo::of_user(&state.database, person.id).await?;
        let written: Vec<_> = written.iter().map(MessageDoc::to_message).collect();
        Ok(vec![Piece::json("messages.json", &written)?])
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move { repo::forget(&state.database, person.id, &person.emails).await }.boxed()
}
