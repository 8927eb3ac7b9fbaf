//! The picture of a person: sent, chosen, taken away. What is sent is prepared by a job.

use bson::doc;
use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::id::{MediaId, UserId};
use shared::identity::{Avatar, ChooseAvatar, Profile, StartedAvatar};
use shared::notifications::Event;
use shared::system::JobProgress;

use super::super::access::CurrentUser;
use super::super::jobs::AVATAR;
use super::super::repo::avatars;
use super::super::rules::throttle::PICTURE;
use super::{account, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::media::{Failed, PictureUse};
use crate::domains::notifications::Telling;
use crate::http::{ApiError, ApiResult, RequestContext, in_sendable_transaction, in_transaction};
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    user_id: UserId,
    media_id: MediaId,
}

/// Takes a picture in and has it prepared. The one that was sent last is shown in the end.
///
/// # Errors
/// [`ErrorCode::UnsupportedMediaType`], [`ErrorCode::PictureRefused`], [`ErrorCode::TooManyRequests`].
pub async fn send(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    bytes: Vec<u8>,
) -> ApiResult<StartedAvatar> {
    throttling::take(state, format!("picture:{}", who.id), PICTURE).await?;
    let media_id = state.media.receive(bytes).await?;
    let payload = doc! { "user_id": who.id.to_string(), "media_id": media_id.to_string() };
    let asked = in_transaction(&state.db, async |transaction| {
        avatars::expect(&state.database, transaction, who.id, media_id, state.clock.now()).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.send_avatar", target("user", who.id, Some(&who.email)))
            .details(json!({ "media_id": media_id }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        let job = NewJob::new(AVATAR, "avatar").payload(payload.clone()).started_by(who.id);
        Ok(state.jobs.enqueue(job, Some(transaction)).await?.id())
    })
    .await;
    match asked {
        Ok(job_id) => {
            state.jobs.wake();
            Ok(StartedAvatar { media_id, job_id })
        }
        Err(error) => {
            // Nobody will look at it. If this fails too, the first failure is the one to tell.
            state.media.forget_incoming(media_id).await.ok();
            Err(error)
        }
    }
}

/// Shows one of our pictures.
///
/// # Errors
/// When the database fails.
pub async fn choose(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: ChooseAvatar,
) -> ApiResult<Profile> {
    decide(state, context, who, Some(Avatar::Preset { name: body.preset }), "identity.choose_avatar").await
}

/// Shows no picture.
///
/// # Errors
/// When the database fails.
pub async fn remove(state: &AppState, context: &RequestContext, who: &CurrentUser) -> ApiResult<Profile> {
    decide(state, context, who, None, "identity.remove_avatar").await
}

async fn decide(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    avatar: Option<Avatar>,
    action: &'static str,
) -> ApiResult<Profile> {
    let before = account::load(state, who).await?;
    let after = in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        let after = avatars::choose(&state.database, transaction, who.id, avatar.as_ref(), at).await?;
        let after = after.ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated))?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, action, target("user", who.id, Some(&who.email)))
            .changes(changes(&before.to_profile(), &after.to_profile()));
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await?;
    state.media.remove_avatars(who.id, None).await.map_err(ApiError::internal)?;
    Ok(after.to_profile())
}

/// The job: prepares a picture and shows it, unless another was chosen meanwhile. Its result says which.
///
/// # Errors
/// Why nothing came of it.
pub async fn prepare(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { user_id, media_id } = job.payload()?;
    let report = |phase: &'static str, done: u64| {
        job.report(JobProgress {
            phase: phase.to_owned(),
            item: String::new(),
            done,
            total: Some(4),
            unit: "pictures".to_owned(),
        });
    };
    state.media.make(media_id, user_id, PictureUse::Avatar, &report).await.map_err(failure)?;
    let shown = show(&state, user_id, media_id, job.id()).await?;
    // What is shown now stays; what was shown before, and what was overtaken, goes.
    if shown {
        state.media.remove_avatars(user_id, Some(media_id)).await.map_err(failure)?;
    } else {
        state.media.remove(media_id).await.map_err(failure)?;
    }
    state.media.forget_incoming(media_id).await.map_err(|error| failure(Failed::Place(error)))?;
    Ok(json!({ "media_id": media_id, "shown": shown }))
}

/// Puts the picture into the account; `false` when another was chosen meanwhile.
async fn show(
    state: &AppState,
    user: UserId,
    picture: MediaId,
    job: shared::id::JobId,
) -> Result<bool, JobFailure> {
    let context = state.clone();
    let shown = in_sendable_transaction(&state.db, context, move |session, state: &mut AppState| {
        async move {
            let at = state.clock.now();
            let before = avatars::show_expected(&state.database, session, user, picture, at).await?;
            let Some(before) = before else { return Ok(None) };
            let what = target("user", user, Some(&before.email));
            let mut after = before.clone();
            after.profile.avatar = Some(Avatar::Upload { id: picture });
            let line = AuditEntry::new(By::system(), "identity.show_avatar", what)
                .changes(changes(&before.to_profile(), &after.to_profile()));
            state.audit.record(line, Some(&mut *session)).await?;
            let ready = Telling::one(user, format!("avatar_updated:{job}"), Event::AvatarUpdated {});
            state.notifications.tell(ready, Some(session)).await?;
            Ok(Some(()))
        }
        .boxed()
    })
    .await
    .map_err(retry)?;
    if shown.is_some() {
        return Ok(true);
    }
    // An earlier run may have got as far.
    let user = super::super::repo::users::by_id(&state.database, user).await.map_err(retry)?;
    Ok(user.is_some_and(|user| user.profile.avatar == Some(Avatar::Upload { id: picture })))
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}

fn failure(failed: Failed) -> JobFailure {
    match failed {
        Failed::Refused(_) | Failed::Gone => JobFailure::Permanent(failed.to_string()),
        Failed::Place(_) | Failed::Database(_) => JobFailure::Retry(failed.to_string()),
    }
}

/// What follows when nothing came of a picture: its sender is told why.
///
/// # Errors
/// When it could not be told.
pub async fn given_up(state: AppState, job: GivenUp) -> Result<(), String> {
    let text = |error: ApiError| error.to_string();
    let payload: Payload =
        bson::deserialize_from_document(job.payload.clone()).map_err(|error| error.to_string())?;
    let Payload { user_id, media_id } = payload;
    avatars::give_up(&state.database, user_id, media_id, state.clock.now()).await.map_err(text)?;
    state.media.forget_incoming(media_id).await.map_err(|error| error.to_string())?;
    let refused = Event::AvatarRefused { why: job.error };
    let telling = Telling::one(user_id, format!("avatar_refused:{}", job.id), refused);
    state.notifications.tell(telling, None).await.map_err(|error| error.to_string())
}
