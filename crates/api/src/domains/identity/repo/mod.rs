//! What the domain stores. Nothing outside this folder sees `mongodb`, except that a service names the transaction that
//! its writes belong to.

pub mod api_keys;
pub mod avatars;
pub mod challenges;
pub mod erasure;
pub mod exports;
pub mod external;
pub mod flows;
pub mod guards;
pub mod indexes;
pub mod keys;
pub mod links;
pub mod profile;
pub mod second_factors;
pub mod sessions;
pub mod throttle;
pub mod users;
pub mod visitors;

use mongodb::ClientSession;
use mongodb::error::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::http::{ApiError, ApiResult};
use crate::infra::db::{self, Aborted, Db, MAX_TIME, is_duplicate};

/// Runs `work` in a transaction; see the rules of [`db::transaction`]. What the database says about a conflict goes
/// back to the driver, which tries again; everything else is the answer.
pub async fn in_transaction<R>(
    db: &Db,
    mut work: impl AsyncFnMut(&mut ClientSession) -> ApiResult<R>,
) -> ApiResult<R> {
    db::in_transaction(db, async |session| work(session).await.map_err(told))
        .await
        .map_err(Aborted::into_inner)
}

/// The same, and what `work` gives is kept for a repetition of the request; see [`db::in_kept_transaction`].
pub async fn in_kept_transaction<R: Serialize + DeserializeOwned>(
    db: &Db,
    mut work: impl AsyncFnMut(&mut ClientSession) -> ApiResult<R>,
) -> ApiResult<R> {
    db::in_kept_transaction(db, async |session| work(session).await.map_err(told))
        .await
        .map_err(Aborted::into_inner)
}

fn told(error: ApiError) -> Aborted<ApiError> {
    match error.cause_as::<Error>().cloned() {
        Some(error) => Aborted::Database(error),
        None => Aborted::Refused(error),
    }
}
