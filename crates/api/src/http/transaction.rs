//! Transactions whose body answers as a handler does: what the database says about a conflict goes back to the driver, which
//! tries again; everything else is the answer. The rules for a body stand in [`crate::infra::db::transaction`].

use futures::FutureExt;
use futures::future::BoxFuture;
use mongodb::ClientSession;
use mongodb::error::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ApiError, ApiResult};
use crate::infra::db::{self, Aborted, Db};

/// Runs `work` in a transaction; see [`db::in_transaction`].
///
/// # Errors
/// What `work` refused with, or that the database failed. Either way nothing was written.
pub async fn in_transaction<R>(
    db: &Db,
    mut work: impl AsyncFnMut(&mut ClientSession) -> ApiResult<R>,
) -> ApiResult<R> {
    db::in_transaction(db, async |session| work(session).await.map_err(told))
        .await
        .map_err(Aborted::into_inner)
}

/// The same, and what `work` gives is kept for a repetition of the request; see [`db::in_kept_transaction`].
///
/// # Errors
/// As [`in_transaction`].
pub async fn in_kept_transaction<R: Serialize + DeserializeOwned>(
    db: &Db,
    mut work: impl AsyncFnMut(&mut ClientSession) -> ApiResult<R>,
) -> ApiResult<R> {
    db::in_kept_transaction(db, async |session| work(session).await.map_err(told))
        .await
        .map_err(Aborted::into_inner)
}

/// The same as [`in_transaction`] for jobs, whose futures move between threads; see [`db::in_sendable_transaction`]. What
/// `work` uses is in the context.
///
/// # Errors
/// As [`in_transaction`].
pub async fn in_sendable_transaction<R, C, F>(db: &Db, context: C, work: F) -> ApiResult<R>
where
    R: Send,
    C: Send,
    F: for<'s> FnMut(&'s mut ClientSession, &'s mut C) -> BoxFuture<'s, ApiResult<R>> + Send,
{
    db::in_sendable_transaction(db, (context, work), |session, (context, work)| {
        async move { work(session, context).await.map_err(told) }.boxed()
    })
    .await
    .map_err(Aborted::into_inner)
}

fn told(error: ApiError) -> Aborted<ApiError> {
    match error.cause_as::<Error>().cloned() {
        Some(error) => Aborted::Database(error),
        None => Aborted::Refused(error),
    }
}
