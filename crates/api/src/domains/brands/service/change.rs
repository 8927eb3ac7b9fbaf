//! Changing what a brand says of itself, with its line in the audit trail and its revision.

use serde_json::json;
use shared::brands::{Brand, BrandContact};
use shared::error::{ErrorCode, FieldError};

use super::super::repo::document::{BrandDoc, ProfileDoc};
use super::super::repo::{brands, revisions};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};

/// Makes the profile of a brand what is wished; where that is what it is already, nothing happens. `reverted` is the
/// revision that it goes back to, if it does.
///
/// # Errors
/// [`ErrorCode::HandleTaken`]; [`ErrorCode::Conflict`] when it was changed meanwhile.
pub async fn turn(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    action: &'static str,
    before: &BrandDoc,
    wished: &ProfileDoc,
    reverted: Option<u32>,
) -> ApiResult<BrandDoc> {
    if *wished == before.profile {
        return Ok(before.clone());
    }
    if handle_is_taken(state, before, wished).await? {
        return Err(taken());
    }
    let after = in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        let after = brands::turn_into(&state.database, transaction, before, wished, at).await?;
        revisions::keep(&state.database, transaction, &after, who.id).await?;
        let by = By::person(who.id, &who.email, context);
        let (old, new) = (before.to_dto(None), after.to_dto(None));
        // How to reach a person is no matter of the audit trail; that it changed is.
        let details = json!({ "contact_changed": old.contact != new.contact, "reverted_to": reverted });
        let line = AuditEntry::new(by, action, target("brand", after.id, Some(after.company())))
            .changes(changes(&without_contact(old), &without_contact(new)))
            .details(details);
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await;
    match after {
        // Another brand may have taken the name since it was looked for.
        Err(error)
            if error.code() == ErrorCode::Conflict && handle_is_taken(state, before, wished).await? =>
        {
            Err(taken())
        }
        after => after,
    }
}

/// The brand as the audit trail keeps it: without how to reach a person, which would stay when they are forgotten.
pub fn without_contact(brand: Brand) -> Brand {
    Brand { contact: BrandContact::default(), your_role: None, ..brand }
}

/// Whether another brand has the name of the page that this one wishes for.
async fn handle_is_taken(state: &AppState, before: &BrandDoc, wished: &ProfileDoc) -> ApiResult<bool> {
    match wished.handle.as_deref() {
        Some(handle) if wished.handle != before.profile.handle => {
            brands::has_handle(&state.database, handle, before.id).await
        }
        _ => Ok(false),
    }
}

fn taken() -> ApiError {
    let wrong = FieldError { field: "handle".to_owned(), message: "is taken; choose another one".to_owned() };
    ApiError::new(ErrorCode::HandleTaken).fields(vec![wrong])
}
