//! What this domain holds of a person.

use futures::FutureExt;
use futures::future::BoxFuture;

use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// Mails and notices to them, and how they want to be told.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "notifications", collect, forget };

/// The most mails and notices in a copy of a person's data, newest first.
const MAX: usize = 10_000;

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let emails = state.notifications.emails.of(&person.emails, MAX, state.clock.now()).await?;
        let notices = state.notifications.notices.all(person.id, MAX).await?;
        let settings = state.notifications.get_settings(person.id).await?;
        Ok(vec![
            Piece::json("emails.json", &emails)?,
            Piece::json("notices.json", &notices)?,
            Piece::json("settings.json", &settings)?,
        ])
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        state.notifications.emails.forget(&person.emails).await?;
        state.notifications.notices.forget(person.id).await?;
        state.notifications.settings.forget(person.id).await?;
        Ok(())
    }
    .boxed()
}
