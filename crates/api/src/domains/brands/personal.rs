//! What this domain holds of a person.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::json;

use super::repo::{brands, invitations, revisions};
use super::service::erase::leave_all;
use super::service::members::mine;
use super::service::trash;
use crate::app::AppState;
use crate::domains::identity::{Person, PersonalData, Piece};
use crate::http::ApiResult;

/// In which brands they work, which invited them, and where they are the contact.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "brands", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let memberships = mine(state, person.id).await?;
        let trashed = trash::mine(state, person.id).await?;
        let invited = invitations::to_emails(&state.database, &person.emails).await?;
        let invited = invited.iter().map(|invitation| {
            json!({
                "brand_id": invitation.brand_id,
                "email": invitation.email,
                "role": invitation.role,
                "created_at": invitation.created_at.to_jiff(),
                "expires_at": invitation.expires_at.to_jiff(),
            })
        });
        Ok(vec![
            Piece::json("memberships.json", &memberships)?,
            Piece::json("brands_in_the_trash.json", &trashed)?,
            Piece::json("invitations.json", &invited.collect::<Vec<_>>())?,
        ])
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        brands::forget_contact(&state.database, &person.emails).await?;
        revisions::forget_contact(&state.database, &person.emails).await?;
        invitations::forget(&state.database, &person.emails).await?;
        leave_all(state, person.id).await
    }
    .boxed()
}
