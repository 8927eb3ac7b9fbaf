//! One's own account.

use bson::doc;
use shared::error::ErrorCode;
use shared::identity::{Me, UpdateMe};

use super::super::access::CurrentUser;
use super::super::repo::users::{self, UserDoc};
use super::super::rules::names::{misspelt_words, search_words};
use super::second_factor;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};

/// One's own account.
pub async fn me(state: &AppState, who: &CurrentUser) -> ApiResult<Me> {
    Ok(shown(state, &load(state, who).await?))
}

/// An account as its owner sees it, with what the platform asks of it.
pub fn shown(state: &AppState, user: &UserDoc) -> Me {
    let required = second_factor::is_required(state, &user.roles) && user.second_factor_since.is_none();
    Me { second_factor_required: required, ..user.to_me() }
}

/// The stored account of who asks.
pub async fn load(state: &AppState, who: &CurrentUser) -> ApiResult<UserDoc> {
    let user = users::by_id(&state.database, who.id).await?;
    user.ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated))
}

/// Changes names and language.
///
/// # Errors
/// [`ErrorCode::Conflict`] when the account was changed meanwhile.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: UpdateMe,
) -> ApiResult<Me> {
    let before = load(state, who).await?;
    let first_name = body.first_name.unwrap_or_else(|| before.first_name.clone());
    let last_name = body.last_name.unwrap_or_else(|| before.last_name.clone());
    let locale = body.locale.unwrap_or(before.locale);
    let fields = doc! {
        "search": search_words(&before.email, &first_name, &last_name),
        "misspelt": misspelt_words(&before.email, &first_name, &last_name),
        "first_name": first_name,
        "last_name": last_name,
        "locale": bson::serialize_to_bson(&locale).map_err(ApiError::internal)?,
    };
    let after = in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        let after = users::update(&state.database, transaction, &before, fields.clone(), at).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.update_me", target("user", who.id, Some(&who.email)))
            .changes(changes(&before.to_me(), &after.to_me()));
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await?;
    Ok(shown(state, &after))
}
