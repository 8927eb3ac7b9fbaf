//! One's own phone number.

use bson::doc;
use shared::identity::{Me, SetPhone};

use super::super::access::CurrentUser;
use super::super::repo::users;
use super::super::rules::phones;
use super::account;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};

/// Gives, or changes, the number.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] when there is no such number; [`shared::error::ErrorCode::Conflict`] when the account was changed
/// meanwhile.
pub async fn set(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: SetPhone,
) -> ApiResult<Me> {
    let phone =
        phones::read(&body.phone, body.country.as_deref()).map_err(|why| ApiError::field("phone", why))?;
    let before = account::load(state, who).await?;
    let fields = doc! { "phone": phone, "phone_required": false };
    let after = in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        let after = users::update(&state.database, transaction, &before, fields.clone(), at).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.set_phone", target("user", who.id, Some(&who.email)))
            .changes(changes(&before.to_me(), &after.to_me()));
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await?;
    Ok(after.to_me())
}
