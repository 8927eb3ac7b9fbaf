//! One's own creator profile: begun, read, changed.

use bson::DateTime;
use shared::creators::{CreateCreator, Creator, ReplaceNetworks, ReplaceRates, UpdateCreator};
use shared::error::ErrorCode;
use shared::id::CreatorId;
use shared::identity::Role;

use super::super::repo::creators;
use super::super::repo::document::CreatorDoc;
use super::super::rules::profile::Profile;
use super::super::rules::{edit, networks};
use super::change::{Turn, load, load_in_use, turn};
use super::today;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::identity::{CurrentUser, take_role};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::infra::ids::new_id;

/// Makes an account a creator.
///
/// # Errors
/// `creator_exists`; `in_trash` when its profile lies there.
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: &CreateCreator,
) -> ApiResult<Creator> {
    let id = CreatorId::new(new_id());
    let made = in_kept_transaction(&state.db, async |transaction| {
        let at = DateTime::from_jiff(state.clock.now());
        let creator = CreatorDoc::begun(id, who.id, &body.name, at);
        creators::insert(&state.database, transaction, &creator).await?;
        take_role(state, transaction, who.id, Role::Creator).await?;
        let made = creator.to_creator();
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "creators.create_creator", target("creator", id, Some(&made.name)))
            .changes(changes(&(), &made));
        state.audit.record(line, Some(transaction)).await?;
        Ok(made)
    })
    .await;
    match made {
        Err(error) if error.code() == ErrorCode::CreatorExists => {
            // One that was thrown away is brought back, not made again.
            load_in_use(state, who.id).await?;
            Err(error)
        }
        made => made,
    }
}

/// One's own profile.
///
/// # Errors
/// `not_found` when the account is no creator.
pub async fn get(state: &AppState, who: &CurrentUser) -> ApiResult<Creator> {
    Ok(load(state, who.id).await?.to_creator())
}

/// Changes what is given of one's own profile.
///
/// # Errors
/// `not_found`; `in_trash`; `validation_failed` on a day that has passed; `handle_taken`;
/// `conflict`.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: UpdateCreator,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let profile = edit::edited(&before.profile, body, &today(state))?;
    let wished = before.with_profile(profile);
    turn(state, context, who, Turn::own("creators.update_creator"), (&before, &wished)).await
}

/// Replaces the list of accounts.
///
/// # Errors
/// `not_found`; `in_trash`; `validation_failed` on each that is none or stands there twice;
/// `conflict`.
pub async fn replace_networks(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: &ReplaceNetworks,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let networks = networks::wished(&before.profile.networks, &body.networks)?;
    let wished = before.with_profile(Profile { networks, ..before.profile.clone() });
    turn(state, context, who, Turn::own("creators.replace_networks"), (&before, &wished)).await
}

/// Replaces the rate card.
///
/// # Errors
/// `not_found`; `in_trash`; `validation_failed` on a line that stands there twice; `conflict`.
pub async fn replace_rates(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: ReplaceRates,
) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let twice = body.rates.iter().enumerate().find(|(at, rate)| {
        let same = |other: &shared::creators::Rate| {
            other.content == rate.content
                && other.price.currency == rate.price.currency
                && other.note == rate.note
        };
        body.rates.iter().take(*at).any(same)
    });
    if let Some((at, _)) = twice {
        let message = "stands in the rate card twice; one price for the same in one currency";
        return Err(ApiError::field(format!("rates[{at}].content"), message));
    }
    let wished = before.with_profile(Profile { rates: body.rates, ..before.profile.clone() });
    turn(state, context, who, Turn::own("creators.replace_rates"), (&before, &wished)).await
}
