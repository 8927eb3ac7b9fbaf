//! The logo of a brand: sent, prepared by a job, taken away.

use bson::doc;
use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::brands::{Brand, BrandRole, StartedLogo};
use shared::error::ErrorCode;
use shared::id::{BrandId, JobId, MediaId, UserId};
use shared::notifications::Event;
use shared::system::JobProgress;

use super::super::jobs::LOGO;
use super::super::repo::{brands, logos};
use super::workspace;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::identity::CurrentUser;
use crate::domains::media::{Failed, PictureUse};
use crate::domains::notifications::Telling;
use crate::http::{ApiError, ApiResult, RequestContext, in_sendable_transaction, in_transaction};
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    brand_id: BrandId,
    media_id: MediaId,
    sent_by: UserId,
}

/// Takes a picture in and has it prepared. The one that was sent last is shown in the end.
///
/// # Errors
/// [`ErrorCode::UnsupportedMediaType`], [`ErrorCode::PictureRefused`], [`ErrorCode::NotFound`].
pub async fn send(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    bytes: Vec<u8>,
) -> ApiResult<StartedLogo> {
    let media_id = state.media.receive(bytes).await?;
    let payload = doc! {
        "brand_id": brand.to_string(), "media_id": media_id.to_string(), "sent_by": who.id.to_string(),
    };
    let asked = in_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        let found = logos::expect(&state.database, transaction, brand, media_id, at).await?;
        let found = found.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "brands.send_logo", target("brand", brand, Some(found.company())))
            .details(json!({ "media_id": media_id }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        let job = NewJob::new(LOGO, "logo").payload(payload.clone()).started_by(who.id);
        Ok(state.jobs.enqueue(job, Some(transaction)).await?.id())
    })
    .await;
    match asked {
        Ok(job_id) => {
            state.jobs.wake();
            Ok(StartedLogo { media_id, job_id })
        }
        Err(error) => {
            // Nobody will look at it. If this fails too, the first failure is the one to tell.
            state.media.forget_incoming(media_id).await.ok();
            Err(error)
        }
    }
}

/// Shows no logo; its files are removed.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn remove(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    role: BrandRole,
    brand: BrandId,
) -> ApiResult<Brand> {
    in_transaction(&state.db, async |transaction| {
        let before = logos::remove(&state.database, transaction, brand, state.clock.now()).await?;
        let before = before.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "brands.remove_logo", target("brand", brand, Some(before.company())))
            .changes(changes(&json!({ "logo": before.logo }), &json!({})));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.media.remove_avatars(brand, None).await.map_err(ApiError::internal)?;
    workspace::get(state, brand, role).await
}

/// The job: prepares a picture and shows it, unless it was decided otherwise meanwhile. Its result says which.
///
/// # Errors
/// Why nothing came of it.
pub async fn prepare(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { brand_id, media_id, .. } = job.payload()?;
    let report = |phase: &'static str, done: u64| {
        job.report(JobProgress {
            phase: phase.to_owned(),
            item: String::new(),
            done,
            total: Some(4),
            unit: "pictures".to_owned(),
        });
    };
    state.media.make(media_id, brand_id, PictureUse::Avatar, &report).await.map_err(failure)?;
    let shown = show(&state, brand_id, media_id).await?;
    // What is shown now stays; what was shown before, and what was overtaken, goes.
    if shown {
        state.media.remove_avatars(brand_id, Some(media_id)).await.map_err(failure)?;
    } else {
        state.media.remove(media_id).await.map_err(failure)?;
    }
    state.media.forget_incoming(media_id).await.map_err(|error| failure(Failed::Place(error)))?;
    Ok(json!({ "media_id": media_id, "shown": shown }))
}

/// Puts the picture into the brand; `false` when it was decided otherwise meanwhile.
async fn show(state: &AppState, brand: BrandId, picture: MediaId) -> Result<bool, JobFailure> {
    let context = state.clone();
    let shown = in_sendable_transaction(&state.db, context, move |session, state: &mut AppState| {
        async move {
            let at = state.clock.now();
            let before = logos::show_expected(&state.database, session, brand, picture, at).await?;
            let Some(before) = before else { return Ok(None) };
            let line = AuditEntry::new(
                By::system(),
                "brands.show_logo",
                target("brand", brand, Some(before.company())),
            )
            .changes(changes(&json!({ "logo": before.logo }), &json!({ "logo": picture })));
            state.audit.record(line, Some(session)).await?;
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
    let found = brands::any(&state.database, brand).await.map_err(retry)?;
    Ok(found.is_some_and(|brand| brand.logo == Some(picture)))
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
    let Payload { brand_id, media_id, sent_by } = payload;
    logos::give_up(&state.database, brand_id, media_id, state.clock.now()).await.map_err(text)?;
    state.media.forget_incoming(media_id).await.map_err(|error| error.to_string())?;
    state
        .notifications
        .tell(refused(sent_by, brand_id, job.id, job.error), None)
        .await
        .map_err(|error| error.to_string())
}

fn refused(sender: UserId, brand: BrandId, job: JobId, why: String) -> Telling {
    Telling::one(sender, format!("logo_refused:{job}"), Event::LogoRefused { brand, why })
}
