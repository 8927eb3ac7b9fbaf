//! What the domain stores. Nothing outside this folder sees `mongodb`, except that a service names the transaction that
//! its writes belong to.

pub mod guards;
pub mod indexes;
pub mod keys;
pub mod links;
pub mod sessions;
pub mod throttle;
pub mod users;

use std::time::Duration;

use mongodb::error::{Error, ErrorKind, WriteFailure};
use mongodb::{ClientSession, Database};

use crate::http::ApiResult;

/// The longest that a query of this domain may take.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Whether a unique index refused a write.
fn is_duplicate(error: &Error) -> bool {
    matches!(error.kind.as_ref(), ErrorKind::Write(WriteFailure::WriteError(error)) if error.code == 11000)
}

/// Runs `work` in a transaction; it may run again, so nothing outside the database happens in it.
pub async fn in_transaction<R>(
    database: &Database,
    mut work: impl AsyncFnMut(&mut ClientSession) -> ApiResult<R>,
) -> ApiResult<R> {
    let mut session = database.client().start_session().await?;
    let mut refusal = None;
    let outcome = session
        .start_transaction()
        .and_run2(async |session| match work(session).await {
            Ok(done) => Ok(done),
            Err(error) => {
                // The driver's own errors go back to it as they are: it reads their labels to know what to repeat.
                let cause = error.cause_as::<Error>().cloned();
                refusal = Some(error);
                Err(cause.unwrap_or_else(|| Error::custom("refused")))
            }
        })
        .await;
    match (outcome, refusal) {
        (Ok(done), _) => Ok(done),
        (Err(_), Some(refusal)) => Err(refusal),
        (Err(error), None) => Err(error.into()),
    }
}
