//! Pictures of a portfolio: taken in at once, prepared by a job, shown when they are ready.

use bson::{DateTime, doc};
use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::creators::StartedPicture;
use shared::id::{CreatorId, JobId, MediaId, PortfolioItemId, UserId};
use shared::notifications::Event;
use shared::system::JobProgress;

use super::super::jobs::PICTURE;
use super::super::repo::creators;
use super::super::repo::revisions::{self, RevisionDoc};
use super::super::rules::portfolio;
use super::super::rules::profile::{Profile, Work};
use super::change::load_in_use;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::domains::media::{Failed, PictureUse};
use crate::domains::notifications::Telling;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, in_sendable_transaction};
use crate::infra::ids::new_id;
use crate::infra::jobs::{GivenUp, JobContext, JobFailure, NewJob};

/// As it stands in the audit trail.
const SEND: &str = "creators.send_portfolio_picture";

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    creator_id: CreatorId,
    user_id: UserId,
    media_id: MediaId,
}

/// Takes a picture in and has it prepared. It stands at the end of the portfolio from now on, and is shown when it is
/// ready.
///
/// # Errors
/// `not_found` when the account is no creator; `in_trash`; `limit_reached`; `unsupported_media_type`, `picture_refused`;
/// `conflict`.
pub async fn send(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    bytes: Vec<u8>,
) -> ApiResult<StartedPicture> {
    let before = load_in_use(state, who.id).await?;
    let item_id = PortfolioItemId::new(new_id());
    let item = |media_id: MediaId| Work {
        id: item_id,
        title: None,
        url: None,
        picture: Some(media_id),
        ready: false,
        added_at: DateTime::from_jiff(state.clock.now()),
    };
    // Before the file is looked at, which costs more.
    portfolio::with(&before.profile.portfolio, item(MediaId::new(item_id.uuid())))?;
    let media_id = state.media.receive(bytes).await?;
    let portfolio = portfolio::with(&before.profile.portfolio, item(media_id))?;
    let wished = before.with_profile(Profile { portfolio, ..before.profile.clone() });
    let payload = doc! {
        "creator_id": before.id.to_string(), "user_id": who.id.to_string(), "media_id": media_id.to_string(),
    };
    let asked = in_kept_transaction(&state.db, async |transaction| {
        let at = state.clock.now();
        creators::turn_into(&state.database, transaction, &before, &wished, at).await?;
        let (until, changed) = (DateTime::from_jiff(at), vec!["portfolio".to_owned()]);
        let lost = RevisionDoc::of(&before, until, false, SEND, changed);
        revisions::keep(&state.database, transaction, &lost).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("creator", before.id, Some(&before.profile.name));
        let line =
            AuditEntry::new(by, SEND, what).details(json!({ "item_id": item_id, "media_id": media_id }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        let job = NewJob::new(PICTURE, "portfolio").payload(payload.clone()).started_by(who.id);
        let job_id = state.jobs.enqueue(job, Some(transaction)).await?.id();
        Ok(StartedPicture { item_id, media_id, job_id })
    })
    .await;
    match asked {
        Ok(started) => {
            state.jobs.wake();
            Ok(started)
        }
        Err(error) => {
            // Nobody will look at it. If this fails too, the first failure is the one to tell.
            state.media.forget_incoming(media_id).await.ok();
            Err(error)
        }
    }
}

/// The job: prepares a picture and shows it, unless its item was removed meanwhile. Its result says which.
///
/// # Errors
/// Why nothing came of it.
pub async fn prepare(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let payload: Payload = job.payload()?;
    let report = |phase: &'static str, done: u64| {
        job.report(JobProgress {
            phase: phase.to_owned(),
            item: String::new(),
            done,
            total: Some(4),
            unit: "pictures".to_owned(),
        });
    };
    let Payload { user_id, media_id, .. } = payload;
    state.media.make(media_id, user_id, PictureUse::Portfolio, &report).await.map_err(failure)?;
    let shown = show(&state, payload, job.id()).await?;
    if !shown {
        state.media.remove(media_id).await.map_err(failure)?;
    }
    state.media.forget_incoming(media_id).await.map_err(|error| failure(Failed::Place(error)))?;
    Ok(json!({ "media_id": media_id, "shown": shown }))
}

/// Shows the picture in the portfolio; `false` when its item was removed meanwhile. Doing it again changes nothing that
/// anybody sees, and tells nobody twice.
async fn show(state: &AppState, payload: Payload, job: JobId) -> Result<bool, JobFailure> {
    let context = state.clone();
    let made_ready = in_sendable_transaction(&state.db, context, move |session, state: &mut AppState| {
        async move {
            let at = state.clock.now();
            let Payload { creator_id, user_id, media_id } = payload;
            let ready = creators::picture_is_ready(&state.database, session, creator_id, media_id, at).await;
            let Some(creator) = ready? else { return Ok(false) };
            let what = target("creator", creator_id, Some(&creator.profile.name));
            let line = AuditEntry::new(By::system(), "creators.show_portfolio_picture", what)
                .details(json!({ "media_id": media_id }));
            state.audit.record(line, Some(&mut *session)).await?;
            state.notifications.tell(shown(user_id, job), Some(session)).await?;
            Ok(true)
        }
        .boxed()
    })
    .await
    .map_err(|error| retry(&error))?;
    if made_ready {
        return Ok(true);
    }
    // An earlier run may have got as far.
    let creator = creators::by_id(&state.database, payload.creator_id).await;
    Ok(creator.map_err(|error| retry(&error))?.is_some_and(|creator| creator.shows(payload.media_id)))
}

fn retry(error: &ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}

fn failure(failed: Failed) -> JobFailure {
    match failed {
        Failed::Refused(_) | Failed::Gone => JobFailure::Permanent(failed.to_string()),
        Failed::Place(_) | Failed::Database(_) => JobFailure::Retry(failed.to_string()),
    }
}

fn shown(user: UserId, job: JobId) -> Telling {
    Telling::one(user, format!("portfolio_picture_ready:{job}"), Event::PortfolioPictureReady {})
}

/// What follows when nothing came of a picture: its item goes, and its sender is told why.
///
/// # Errors
/// When it could not be told.
pub async fn given_up(state: AppState, job: GivenUp) -> Result<(), String> {
    let text = |error: ApiError| error.to_string();
    let payload: Payload =
        bson::deserialize_from_document(job.payload.clone()).map_err(|error| error.to_string())?;
    let Payload { creator_id, user_id, media_id } = payload;
    creators::drop_picture(&state.database, creator_id, media_id, state.clock.now()).await.map_err(text)?;
    state.media.forget_incoming(media_id).await.map_err(|error| error.to_string())?;
    let refused = Event::PortfolioPictureRefused { why: job.error };
    let notice = Telling::one(user_id, format!("portfolio_picture_refused:{}", job.id), refused);
    state.notifications.tell(notice, None).await.map_err(|error| error.to_string())
}
