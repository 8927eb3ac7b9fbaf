//! One's own profile, and what others may see of it.

use shared::error::{ErrorCode, FieldError};
use shared::identity::{Profile, PublicProfile, UpdateProfile, handle_key};

use super::super::access::CurrentUser;
use super::super::repo::users::{self, UserDoc};
use super::super::rules::names::{misspelt_words, search_words};
use super::super::rules::privacy::Reader;
use super::account;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::said;

/// One's own profile.
pub async fn get(state: &AppState, who: &CurrentUser) -> ApiResult<Profile> {
    let mut profile = account::load(state, who).await?.to_profile();
    let now = state.clock.now();
    profile.email_undo_until = profile.email_undo_until.filter(|until| now < *until);
    Ok(profile)
}

/// Changes what is given of one's own profile.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a time zone that does not exist; [`ErrorCode::HandleTaken`];
/// [`ErrorCode::Conflict`] when the account was changed meanwhile.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: UpdateProfile,
) -> ApiResult<Profile> {
    let before = account::load(state, who).await?;
    let wished = changed(&before, body)?;
    if handle_is_taken(state, &before, &wished).await? {
        return Err(taken());
    }
    let after = in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        let after = users::turn_into(&state.database, transaction, &before, &wished, at).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.update_profile", target("user", who.id, Some(&who.email)))
            .changes(changes(&before.to_profile(), &after.to_profile()));
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await;
    match after {
        // Somebody else may have taken it since it was looked for.
        Err(error)
            if error.code() == ErrorCode::Conflict && handle_is_taken(state, &before, &wished).await? =>
        {
            Err(taken())
        }
        after => after.map(|after| after.to_profile()),
    }
}

/// Whether another account has the handle that this one wishes for.
async fn handle_is_taken(state: &AppState, before: &UserDoc, wished: &UserDoc) -> ApiResult<bool> {
    match wished.profile.handle.as_deref() {
        Some(handle) if wished.profile.handle != before.profile.handle => {
            users::has_handle(&state.database, handle, before.id).await
        }
        _ => Ok(false),
    }
}

/// The account as it is wished to be.
fn changed(before: &UserDoc, body: UpdateProfile) -> ApiResult<UserDoc> {
    let mut user = before.clone();
    let trimmed = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if let Some(first_name) = body.first_name {
        user.first_name = first_name;
    }
    if let Some(last_name) = body.last_name {
        user.last_name = last_name;
    }
    if let Some(locale) = body.locale {
        user.locale = locale;
    }
    let profile = &mut user.profile;
    if let Some(name) = body.display_name {
        profile.display_name = trimmed(name);
    }
    if let Some(bio) = body.bio {
        profile.bio = trimmed(bio);
    }
    if let Some(zone) = body.time_zone {
        profile.time_zone = trimmed(zone).map(|zone| existing_zone(&zone)).transpose()?;
    }
    if let Some(handle) = body.handle {
        profile.handle = trimmed(handle).map(|handle| handle_key(&handle));
    }
    if let Some(privacy) = body.privacy {
        profile.privacy = privacy.over(profile.privacy);
    }
    user.search = search_words(&user.email, &user.first_name, &user.last_name);
    user.misspelt = misspelt_words(&user.email, &user.first_name, &user.last_name);
    Ok(user)
}

/// A time zone by the name that the database of time zones has for it.
fn existing_zone(name: &str) -> ApiResult<String> {
    let found = jiff::tz::TimeZone::get(name).ok();
    let name = found.as_ref().and_then(|zone| zone.iana_name()).map(str::to_owned);
    name.ok_or_else(|| {
        ApiError::field(
            "time_zone",
            "must be the name of a time zone such as America/Asuncion or Europe/Madrid",
        )
    })
}

fn taken() -> ApiError {
    let wrong = FieldError { field: "handle".to_owned(), message: "is taken; choose another one".to_owned() };
    ApiError::new(ErrorCode::HandleTaken).fields(vec![wrong])
}

/// What this reader may see of the person with that handle.
///
/// # Errors
/// [`ErrorCode::NotFound`] when nobody has it, or the account is not in use.
pub async fn public(
    state: &AppState,
    reader: Option<&CurrentUser>,
    handle: &str,
) -> ApiResult<PublicProfile> {
    let nobody = || {
        ApiError::new(ErrorCode::NotFound)
            .detail(said!("nobody has this profile name", "nadie tiene este nombre de perfil"))
    };
    let user = users::by_handle(&state.database, &handle_key(handle)).await?.ok_or_else(nobody)?;
    let reader = match reader {
        Some(reader) if reader.id == user.id => Reader::Owner,
        Some(_) => Reader::Member,
        None => Reader::Stranger,
    };
    user.to_public_profile(reader).ok_or_else(nobody)
}
