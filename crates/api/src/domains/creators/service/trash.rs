//! Throwing a profile away and bringing it back, by its owner or by the staff. Thirty days later a job removes it for
//! good, with its pictures, its earlier states and the values in the audit trail.

use bson::{DateTime, doc};
use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::creators::{Creator, TrashManagedCreator};
use shared::id::{CreatorId, MediaId, UserId};

use super::super::jobs::PURGE;
use super::super::repo::document::CreatorDoc;
use super::super::repo::{creators, revisions};
use super::super::rules::trash::{Trash, in_use, may_restore};
use super::change::{Turn, load, load_in_use, turn};
use super::managed::{at_revision, find};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, forget_about, target};
use crate::domains::identity::CurrentUser;
use crate::domains::media::PictureUse;
use crate::http::{ApiError, ApiResult, RequestContext, in_sendable_transaction};
use crate::infra::jobs::{JobContext, JobFailure, NewJob};

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    creator_id: CreatorId,
    user_id: UserId,
    since: DateTime,
}

/// The job that removes for good what is thrown away now.
pub fn purging(creator: &CreatorDoc, thrown: &Trash) -> NewJob {
    let payload = doc! {
        "creator_id": creator.id.to_string(), "user_id": creator.user_id.to_string(), "since": thrown.at,
    };
    NewJob::new(PURGE, "creator profile")
        .payload(payload)
        .unique_key(format!("{PURGE}:{}:{}", creator.id, thrown.at.timestamp_millis()))
        .max_attempts(50)
        .run_at(thrown.until.to_jiff())
}

/// Throws one's own profile away.
///
/// # Errors
/// `not_found` when the account is no creator; `in_trash` when it is there already; `conflict`.
pub async fn throw_own(state: &AppState, context: &RequestContext, who: &CurrentUser) -> ApiResult<Creator> {
    let before = load_in_use(state, who.id).await?;
    let wished = before.with_trash(Some(Trash::thrown(state.clock.now(), false, None)));
    turn(state, context, who, Turn::own("creators.trash_creator"), (&before, &wished)).await
}

/// Brings one's own profile back.
///
/// # Errors
/// `not_found`; `forbidden` when the staff threw it away; `conflict` when it is not in the trash.
pub async fn restore_own(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
) -> ApiResult<Creator> {
    let before = load(state, who.id).await?;
    may_restore(before.trash.as_ref(), false)?;
    let wished = before.with_trash(None);
    turn(state, context, who, Turn::own("creators.restore_creator"), (&before, &wished)).await
}

/// Throws a profile away. Its owner is told.
///
/// # Errors
/// `not_found`; `in_trash` when it is there already; `conflict` when it is no longer at that revision.
pub async fn throw_managed(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CreatorId,
    body: &TrashManagedCreator,
) -> ApiResult<Creator> {
    let before = find(state, id).await?;
    at_revision(&before, body.revision)?;
    in_use(before.trash.as_ref())?;
    let reason = Some(body.reason.as_str());
    let wished = before.with_trash(Some(Trash::thrown(state.clock.now(), true, reason)));
    turn(state, context, who, Turn::staff("creators.trash_managed_creator", reason), (&before, &wished)).await
}

/// Brings a profile back, whoever threw it away.
///
/// # Errors
/// `not_found`; `conflict` when it is not in the trash.
pub async fn restore_managed(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CreatorId,
) -> ApiResult<Creator> {
    let before = find(state, id).await?;
    may_restore(before.trash.as_ref(), true)?;
    let wished = before.with_trash(None);
    turn(state, context, who, Turn::staff("creators.restore_managed_creator", None), (&before, &wished)).await
}

/// The job: removes a profile that still lies in the trash since that instant. Begun again, it goes on.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn purge(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let payload: Payload = job.payload()?;
    let removed = remove(&state, payload).await?;
    let Payload { creator_id, user_id, .. } = payload;
    // An earlier run may have got as far as removing the profile: then it is gone now, and its traces may be left.
    let gone = removed || creators::by_id(&state.database, creator_id).await.map_err(retry)?.is_none();
    if gone {
        forget_about(&state.database, "creator", &creator_id.to_string()).await.map_err(retry)?;
        // The account may have become a creator anew since.
        let kept = match creators::by_user(&state.database, user_id).await.map_err(retry)? {
            Some(creator) => pictures_of(&creator),
            None => Vec::new(),
        };
        let removing = state.media.remove_all_but(user_id, PictureUse::Portfolio, &kept);
        removing.await.map_err(|error| JobFailure::Retry(error.to_string()))?;
    }
    Ok(json!({ "removed": gone }))
}

/// Removes the profile and its earlier states; `false` when it was brought back, or is gone.
async fn remove(state: &AppState, payload: Payload) -> Result<bool, JobFailure> {
    let context = state.clone();
    in_sendable_transaction(&state.db, context, move |session, state: &mut AppState| {
        async move {
            let Payload { creator_id, since, .. } = payload;
            let gone = creators::remove_thrown_away(&state.database, session, creator_id, since).await;
            if gone?.is_none() {
                return Ok(false);
            }
            revisions::remove_all(&state.database, Some(&mut *session), creator_id).await?;
            let what = target("creator", creator_id, None);
            let line = AuditEntry::new(By::system(), "creators.purge_creator", what);
            state.audit.record(line, Some(session)).await?;
            Ok(true)
        }
        .boxed()
    })
    .await
    .map_err(retry)
}

fn pictures_of(creator: &CreatorDoc) -> Vec<MediaId> {
    creator.profile.portfolio.iter().filter_map(|item| item.picture).collect()
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
