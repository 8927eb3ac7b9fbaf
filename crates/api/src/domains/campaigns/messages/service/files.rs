//! Files of messages: sent before the message that names them, and had by whoever reads the thread.

use bson::doc;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, MediaId, UserId};
use shared::media::{FileLink, MediaFile};

use super::super::super::applications::access::{Look, PartyTo};
use super::super::super::jobs;
use super::super::super::repo::{messages, threads};
use super::super::access::Write;
use super::{Known, silenced};
use crate::app::AppState;
use crate::domains::identity::{Limit, take_try};
use crate::domains::media::NewFile;
use crate::http::{ApiError, ApiResult, Upload};
use crate::infra::ids::new_id;
use crate::infra::jobs::{JobContext, JobFailure};
use crate::said;

/// The most bytes of one file.
pub const MAX_FILE: usize = 25 * 1024 * 1024;
/// Files of one person in one thread that wait for their message.
const MOST_WAITING: u64 = 12;
/// Files that one person may send: so many at once, and then one each half minute.
const SENDING: Limit = Limit { burst: 20, every: SignedDuration::from_secs(30) };

/// What the files of somebody in a thread are about.
pub fn about(thread: ApplicationId, user: UserId) -> String {
    format!("messages:{thread}:{user}")
}

/// Takes a file in, for a message to come. It is thrown away after a day unless a message names it.
///
/// # Errors
/// As when writing; [`ErrorCode::UnsupportedMediaType`]; [`ErrorCode::LimitReached`] while too many wait.
pub async fn receive(
    state: &AppState,
    party: &PartyTo<Write>,
    upload: &Upload<MAX_FILE>,
) -> ApiResult<MediaFile> {
    let (application, who) = (&party.application, party.user.id);
    let thread = threads::find(&state.database, application.id).await?;
    let known = Known::of(state, application, thread.as_ref()).await?;
    known.may_write(party.role, application).map_err(silenced)?;
    take_try(state, format!("message_files:{who}"), SENDING).await?;
    let about = about(application.id, who);
    if state.media.files_waiting(&about, MOST_WAITING).await? >= MOST_WAITING {
        return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
            "{MOST_WAITING} files wait for their message here; write it first",
            "acá {MOST_WAITING} archivos esperan su mensaje; escribilo primero"
        )));
    }
    let new = NewFile {
        path: upload.path(),
        bytes: u64::try_from(upload.bytes()).unwrap_or(u64::MAX),
        sha256: upload.sha256(),
        about: &about,
    };
    let seen = state.media.look_at_file(new).await?;
    let id = MediaId::new(new_id());
    // The job first: a file without one would never be thrown away.
    state.jobs.enqueue(jobs::drop_file(id, state.clock.now()), None).await?;
    state.media.keep_file(id, who, new, seen).await
}

/// Where somebody who reads a thread can have a file of it for a moment.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a file that stands in no message of the thread that may be shown.
pub async fn link(state: &AppState, party: &PartyTo<Look>, file: MediaId) -> ApiResult<FileLink> {
    let found = messages::with_file(&state.database, party.application.id, file).await?;
    if !found.is_some_and(|message| message.is_seen()) {
        return Err(ApiError::new(ErrorCode::NotFound).detail(said!(
            "no message of this thread has such a file",
            "ningún mensaje de esta conversación tiene ese archivo"
        )));
    }
    state.media.pass(file, None).await
}

#[derive(Debug, Deserialize)]
struct Payload {
    file: MediaId,
}

/// The job that throws a file away that no message named.
///
/// # Errors
/// When the place for files or the database fails.
pub async fn drop_unused(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { file } = job.payload()?;
    let dropped = state.media.drop_unused_file(file).await;
    let dropped = dropped.map_err(|error| JobFailure::Retry(error.sentence()))?;
    Ok(json!({ "dropped": dropped }))
}

/// Removes every file of what a person wrote. Begun again, it goes on.
///
/// # Errors
/// When the place for files or the database fails.
pub async fn remove_of(state: &AppState, user: UserId) -> ApiResult<()> {
    const ROUND: usize = 100;
    loop {
        // Each of them leaves the list that is read.
        let round = messages::with_files_of(&state.database, user, ROUND).await?;
        for message in &round {
            for file in &message.attachments {
                state.media.remove_file(file.id).await?;
            }
            messages::drop_files(&state.database, message.id).await?;
        }
        if round.len() < ROUND {
            return Ok(());
        }
    }
}
