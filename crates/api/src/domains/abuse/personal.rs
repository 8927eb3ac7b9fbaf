//! What this domain holds of a person. Who reports somebody stays unknown to them, also in a copy of their data.

use futures::FutureExt;
use futures::future::BoxFuture;

use super::repo::reports::ReportDoc;
use super::repo::{cases, reports};
use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// What they reported, and what was reported of them.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "abuse", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let made = reports::all_of_user(&state.database, person.id).await?;
        let made: Vec<_> = made.iter().map(ReportDoc::to_own).collect();
        Ok(vec![Piece::json("reports.json", &made)?])
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        reports::forget(&state.database, person.id).await?;
        cases::forget(&state.database, person.id).await
    }
    .boxed()
}
