//! What this domain holds of a person. The account itself is erased last, by `service/erase`.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::json;

use super::opaque::digest;
use super::personal_data::{Person, PersonalData, Piece};
use super::repo::{api_keys, erasure, exports, external, sessions, users, visitors};
use crate::app::AppState;
use crate::http::ApiResult;

/// The account, its devices, and the copies that were asked for.
pub const PERSONAL_DATA: PersonalData = PersonalData { domain: "identity", collect, forget };

fn collect<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>> {
    async move {
        let mut pieces = Vec::new();
        if let Some(user) = users::by_id(&state.database, person.id).await? {
            let account = json!({
                "account": user.to_me(),
                "profile": user.to_profile(),
                "past_emails": user.past_emails,
                "last_sign_in_at": user.last_sign_in_at.map(|at| at.to_jiff()),
            });
            pieces.push(Piece::json("account.json", &account)?);
        }
        let found = sessions::of_user(&state.database, person.id, state.clock.now()).await?;
        let devices: Vec<_> = found.iter().map(|session| session.to_dto(None)).collect();
        pieces.push(Piece::json("sessions.json", &devices)?);
        let keys = api_keys::of_user(&state.database, person.id).await?;
        let keys: Vec<_> = keys.iter().map(api_keys::ApiKeyDoc::to_dto).collect();
        pieces.push(Piece::json("api_keys.json", &keys)?);
        let linked = external::of_user(&state.database, person.id).await?;
        let linked: Vec<_> = linked.iter().map(external::ExternalDoc::to_dto).collect();
        pieces.push(Piece::json("linked_accounts.json", &linked)?);
        let visits = visitors::of_user(&state.database, person.id).await?;
        let visits = visits.iter().flat_map(|carried| &carried.history).map(visitors::VisitDoc::to_dto);
        pieces.push(Piece::json("visits_before_the_account.json", &visits.collect::<Vec<_>>())?);
        let copies = exports::of(&state.database, person.id).await?;
        let copies: Vec<_> = copies.iter().map(exports::ExportDoc::to_dto).collect();
        pieces.push(Piece::json("data_exports.json", &copies)?);
        Ok(pieces)
    }
    .boxed()
}

fn forget<'a>(state: &'a AppState, person: &'a Person) -> BoxFuture<'a, ApiResult<()>> {
    async move {
        for export in exports::of(&state.database, person.id).await? {
            state.files.delete(&export.file()).await.map_err(crate::http::ApiError::internal)?;
        }
        exports::forget(&state.database, person.id).await?;
        let digests: Vec<_> = person.emails.iter().map(|email| digest(email)).collect();
        erasure::remove_traces(&state.database, person.id, &digests).await
    }
    .boxed()
}
