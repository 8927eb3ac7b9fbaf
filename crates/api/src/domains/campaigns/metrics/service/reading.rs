//! Reading a screenshot. For jobs, so the futures here move between threads.

use std::sync::Arc;

use futures::FutureExt;
use serde_json::json;
use shared::campaigns::MetricsFailure;
use shared::error::ErrorCode;
use shared::id::MetricsId;

use super::super::super::applications::rules::Role;
use super::super::super::repo::metrics::{self, Change, MetricsDoc, OutcomeDoc};
use super::super::super::repo::pictures;
use super::super::rules::Step;
use super::{Turn, about, decide, turn};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::http::{ApiResult, in_sendable_transaction};
use crate::infra::reading::{Failure, Fingerprint, Picture, Read, Reader, Unreadable};

/// What became of reading.
pub enum Reading {
    /// There is nothing to read any more: the figures have moved on.
    Over,
    /// It is done; whether something was read.
    Done(bool),
    /// It may go well a little later.
    Later(Failure),
}

/// Reads the screenshot of some figures, if they still wait for that. `last` when there is no later.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn read(
    state: &AppState,
    reader: &Arc<dyn Reader>,
    id: MetricsId,
    last: bool,
) -> ApiResult<Reading> {
    let Some(found) = metrics::find(&state.database, id).await? else { return Ok(Reading::Over) };
    let Some(file) = found.file_id else { return Ok(Reading::Over) };
    let bytes = state.media.bytes_of_file(file).await?;
    let opened = match bytes {
        Some(bytes) => opened(bytes).await,
        None => Err(Unreadable::Damaged("it is gone".to_owned())),
    };
    let (picture, print) = match opened {
        Ok(opened) => opened,
        Err(why) => return finish(state, found, reader, Err(Failure::Picture(why))).await,
    };
    recognise(state, id, &print).await?;
    if decide(&found, Step::Read, Role::Platform).is_err() {
        return Ok(Reading::Over);
    }
    match reader.read(&picture).await {
        Err(failure) if failure.is_temporary() && !last => Ok(Reading::Later(failure)),
        outcome => finish(state, found, reader, outcome).await,
    }
}

/// Says that nothing was read, if that is still awaited: whoever was to read is gone.
///
/// # Errors
/// When the database fails.
pub async fn give_up(state: &AppState, reader: &Arc<dyn Reader>, id: MetricsId) -> ApiResult<()> {
    let Some(found) = metrics::find(&state.database, id).await? else { return Ok(()) };
    finish(state, found, reader, Err(Failure::Broken(String::new()))).await.map(|_| ())
}

/// The picture, and by what it is recognised.
async fn opened(bytes: Vec<u8>) -> Result<(Picture, Fingerprint), Unreadable> {
    let work = move || {
        let picture = Picture::open(bytes)?;
        let print = Fingerprint::of(&picture)?;
        Ok((picture, print))
    };
    let done = tokio::task::spawn_blocking(work).await;
    // A decoder that panics over a picture has refused it.
    done.unwrap_or_else(|_| Err(Unreadable::Damaged("it could not be decoded".to_owned())))
}

/// Keeps by what the picture is recognised, and notes whether it was used before.
async fn recognise(state: &AppState, id: MetricsId, print: &Fingerprint) -> ApiResult<()> {
    let database = &state.database;
    pictures::complete(database, id, print).await?;
    let reuse = match pictures::same_file(database, &print.sha256, id).await? {
        Some(reuse) => Some(reuse),
        None => pictures::alike(database, id, print).await?,
    };
    match reuse {
        Some(reuse) => metrics::mark_reused(database, id, reuse).await,
        None => Ok(()),
    }
}

async fn finish(
    state: &AppState,
    before: MetricsDoc,
    reader: &Arc<dyn Reader>,
    outcome: Result<Read, Failure>,
) -> ApiResult<Reading> {
    let failure = match &outcome {
        Ok(read) if read.figures.is_empty() => Some(MetricsFailure::Nothing),
        Ok(_) => None,
        Err(failure) => Some(word(failure)),
    };
    let step = if failure.is_some() { Step::GiveUp } else { Step::Read };
    let Ok(after) = decide(&before, step, Role::Platform) else { return Ok(Reading::Over) };
    let read = outcome.unwrap_or_default();
    let details = json!({ "reader": reader.kind(), "figures": read.figures.len(), "failure": failure });
    let outcome =
        OutcomeDoc { reader: reader.kind().to_owned(), failure, page_of: read.network, read: read.figures };
    let decided = Turn {
        step,
        after,
        change: Change { outcome: Some(outcome), ..Change::default() },
        by: By::system(),
        details: merged(about(&before), details),
    };
    let now = state.clock.now();
    let context = (state.clone(), before, decided);
    let turned = in_sendable_transaction(&state.db, context, move |session, (state, before, decided)| {
        async move { turn(state, session, before, decided, now).await.map(|_| ()) }.boxed()
    })
    .await;
    match turned {
        Ok(()) => Ok(Reading::Done(failure.is_none())),
        // The creator did not wait for it.
        Err(error) if error.code() == ErrorCode::Conflict => Ok(Reading::Over),
        Err(error) => Err(error),
    }
}

fn merged(mut one: serde_json::Value, other: serde_json::Value) -> serde_json::Value {
    if let (Some(one), serde_json::Value::Object(other)) = (one.as_object_mut(), other) {
        one.extend(other);
    }
    one
}

const fn word(failure: &Failure) -> MetricsFailure {
    match failure {
        Failure::Picture(_) => MetricsFailure::Picture,
        Failure::NotReady(_) => MetricsFailure::NotReady,
        Failure::TimedOut(_) => MetricsFailure::TimedOut,
        Failure::Refused(_) => MetricsFailure::Refused,
        Failure::Nonsense(_) => MetricsFailure::Nonsense,
        Failure::Busy { .. } => MetricsFailure::Busy,
        Failure::Unreachable(_) => MetricsFailure::Unreachable,
        Failure::Broken(_) => MetricsFailure::Broken,
    }
}
