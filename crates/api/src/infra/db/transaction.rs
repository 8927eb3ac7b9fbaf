//! Transactions: all of it or nothing, seen by others at once.
//!
//! Rules for a body, which may run again when others write the same:
//! - nothing outside the database happens in it, and nothing outside it is changed (count in variables made inside);
//! - at most 1,000 documents and 5 MB are written;
//! - every operation is given the session (`.session(&mut *session)`): one without it is outside the transaction;
//! - an error of the driver is returned, never swallowed: the driver must see it to know what to do next;
//! - it is short. After [`TRY_FOR`] it is not tried again.
//!
//! Within an [operation](crate::infra::operation) a transaction is carried out once, however often the operation is begun:
//! [`in_kept_transaction`] then gives again what it gave, the others say that the answer is lost. So whatever makes the
//! answer to a creation should be a kept one.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::BoxFuture;
use mongodb::ClientSession;
use mongodb::error::Error;
use mongodb::options::{ReadConcern, ReadPreference, SelectionCriteria, TransactionOptions, WriteConcern};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::connect::Db;
use crate::infra::operation::{AnswerLost, NextStep, Step, next_step};

/// A transaction in conflict with others is tried again for so long.
pub const TRY_FOR: Duration = Duration::from_secs(10);

/// How long is waited at most before the first repetition, by what that grows with each further one, and how long it gets; in
/// milliseconds. As the drivers' specification of convenient transactions has it: where many want the same document, whoever
/// holds it comes to an end sooner when the others do not ask all the time.
const FIRST_WAIT: f64 = 5.0;
const GROWTH: f64 = 1.5;
const LONGEST_WAIT: f64 = 500.0;

/// Why a transaction did nothing.
#[derive(Debug)]
pub enum Aborted<E> {
    /// Its body refused.
    Refused(E),
    /// The database failed, or others were in the way too long; see [`classify`](super::classify).
    Database(Error),
}

/// Lets `?` in a body return an error of the driver.
impl<E> From<Error> for Aborted<E> {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

impl<E: From<Error>> Aborted<E> {
    /// The one error of callers that make no difference.
    pub fn into_inner(self) -> E {
        match self {
            Self::Refused(error) => error,
            Self::Database(error) => error.into(),
        }
    }
}

/// Runs the body in a transaction on one snapshot and commits it with majority write concern. See the rules of this
/// module.
///
/// The compiler cannot see that the future of an `async` closure may move between threads. Handlers and local tasks do
/// not care; for what is spawned there is [`in_sendable_transaction`].
///
/// # Errors
/// What the body refused with, or what the database failed with. Either way nothing was written, with one exception that
/// no database can exclude: when the connection breaks during the commit and stays broken, it may have happened.
pub async fn in_transaction<R, E, F>(db: &Db, mut body: F) -> Result<R, Aborted<E>>
where
    F: for<'s> AsyncFnMut(&'s mut ClientSession) -> Result<R, Aborted<E>>,
{
    let step = match next_step()? {
        NextStep::Unnamed => None,
        NextStep::ToDo(step) => Some(step),
        NextStep::Done(_) => return Err(Aborted::Database(Error::custom(AnswerLost))),
    };
    carry_out(db, async |session| {
        let given = body(session).await?;
        note(step.as_deref(), None, session).await?;
        Ok(given)
    })
    .await
}

/// The same, and what the body gives is kept: when the request that it is part of is repeated by its idempotency key, after a
/// process was killed before its answer was known, this gives what the body gave instead of running it again.
///
/// # Errors
/// As [`in_transaction`].
pub async fn in_kept_transaction<R, E, F>(db: &Db, mut body: F) -> Result<R, Aborted<E>>
where
    R: Serialize + DeserializeOwned,
    F: for<'s> AsyncFnMut(&'s mut ClientSession) -> Result<R, Aborted<E>>,
{
    let step = match next_step()? {
        NextStep::Unnamed => None,
        NextStep::ToDo(step) => Some(step),
        NextStep::Done(Some(kept)) => return Ok(serde_json::from_slice(&kept).map_err(Error::custom)?),
        NextStep::Done(None) => return Err(Aborted::Database(Error::custom(AnswerLost))),
    };
    carry_out(db, async |session| {
        let given = body(session).await?;
        let kept = match &step {
            Some(_) => Some(serde_json::to_vec(&given).map_err(Error::custom)?),
            None => None,
        };
        note(step.as_deref(), kept.as_deref(), session).await?;
        Ok(given)
    })
    .await
}

async fn note(step: Option<&Step>, kept: Option<&[u8]>, session: &mut ClientSession) -> Result<(), Error> {
    match step {
        Some(step) => step.note(kept, session).await,
        None => Ok(()),
    }
}

async fn carry_out<R, E, F>(db: &Db, mut body: F) -> Result<R, Aborted<E>>
where
    F: for<'s> AsyncFnMut(&'s mut ClientSession) -> Result<R, Aborted<E>>,
{
    let mut session = db.client().start_session().await?;
    let mut attempts = Attempts::new();
    let done = session
        .start_transaction()
        .with_options(options())
        .and_run2(async |session| {
            attempts.begin().await?;
            attempts.heard(body(session).await)
        })
        .await;
    done.map_err(|error| attempts.why(error))
}

/// The same for a task that may move between threads. What the body uses is in the context, and it ends with `.boxed()`:
/// `|session, context| async move { … }.boxed()`.
///
/// # Errors
/// As [`in_transaction`].
pub async fn in_sendable_transaction<R, E, C, F>(db: &Db, context: C, body: F) -> Result<R, Aborted<E>>
where
    R: Send,
    E: Send,
    C: Send,
    F: for<'s> FnMut(&'s mut ClientSession, &'s mut C) -> BoxFuture<'s, Result<R, Aborted<E>>> + Send,
{
    let step = match next_step()? {
        NextStep::Unnamed => None,
        NextStep::ToDo(step) => Some(step),
        NextStep::Done(_) => return Err(Aborted::Database(Error::custom(AnswerLost))),
    };
    let mut session = db.client().start_session().await?;
    let mut attempts = Attempts::new();
    let done = session
        .start_transaction()
        .with_options(options())
        .and_run((context, body, step, &mut attempts), |session, (context, body, step, attempts)| {
            async move {
                attempts.begin().await?;
                let mut outcome = body(session, context).await;
                if outcome.is_ok()
                    && let Err(error) = note(step.as_deref(), None, session).await
                {
                    outcome = Err(Aborted::Database(error));
                }
                attempts.heard(outcome)
            }
            .boxed()
        })
        .await;
    done.map_err(|error| attempts.why(error))
}

fn options() -> TransactionOptions {
    TransactionOptions::builder()
        .read_concern(ReadConcern::snapshot())
        .write_concern(WriteConcern::majority())
        .selection_criteria(SelectionCriteria::ReadPreference(ReadPreference::Primary))
        .build()
}

/// What the attempts of one transaction came to. The driver carries only its own errors, so what a body refuses with
/// waits here.
struct Attempts<E> {
    since: Instant,
    begun: i32,
    refusal: Option<E>,
    last: Option<Error>,
}

impl<E> Attempts<E> {
    fn new() -> Self {
        Self { since: Instant::now(), begun: 0, refusal: None, last: None }
    }

    /// Begins the next attempt, after a wait if it is not the first one.
    async fn begin(&mut self) -> Result<(), Error> {
        if self.begun > 0 {
            tokio::time::sleep(wait_before(self.begun, any_share())).await;
        }
        if self.since.elapsed() > TRY_FOR {
            return Err(Error::custom(OutOfTime));
        }
        self.begun = self.begun.saturating_add(1);
        Ok(())
    }

    fn heard<R>(&mut self, outcome: Result<R, Aborted<E>>) -> Result<R, Error> {
        outcome.map_err(|aborted| match aborted {
            Aborted::Database(error) => {
                self.last = Some(error.clone());
                error
            }
            Aborted::Refused(refusal) => {
                self.refusal = Some(refusal);
                Error::custom(BodyRefused)
            }
        })
    }

    fn why(self, error: Error) -> Aborted<E> {
        match (self.refusal, error.get_custom::<OutOfTime>(), self.last) {
            (Some(refusal), ..) => Aborted::Refused(refusal),
            (None, Some(OutOfTime), Some(last)) => Aborted::Database(last),
            _ => Aborted::Database(error),
        }
    }
}

/// How long to wait before a repetition, counted from 1: a share, 0 to 1, of the longest wait before it.
fn wait_before(repetition: i32, share: f64) -> Duration {
    let longest = (FIRST_WAIT * GROWTH.powi(repetition.saturating_sub(1))).min(LONGEST_WAIT);
    Duration::from_secs_f64(longest * share / 1_000.0)
}

/// Any share from 0 to 1, so that those who were refused together do not come again together.
fn any_share() -> f64 {
    f64::from(u32::try_from(RandomState::new().hash_one(()) >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}

/// Marks that the body refused.
struct BodyRefused;

/// Marks that others were in the way too long.
struct OutOfTime;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_repetition_waits_longer_until_it_is_long_enough() {
        let longest = |repetition| wait_before(repetition, 1.0);
        assert_eq!(longest(1), Duration::from_millis(5));
        assert_eq!(longest(2), Duration::from_micros(7_500));
        assert_eq!(longest(60), Duration::from_millis(500));
        assert_eq!(longest(i32::MAX), Duration::from_millis(500));
        assert_eq!(wait_before(1, 0.0), Duration::ZERO);
        let shares: Vec<f64> = (0..100).map(|_| any_share()).collect();
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(
            shares.iter().any(|share| *share < 0.5) && shares.iter().any(|share| *share > 0.5),
            "{shares:?}"
        );
    }
}
