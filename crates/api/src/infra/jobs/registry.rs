//! What this process can do.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;
use shared::id::JobId;
use tokio::sync::Semaphore;

use super::{Backoff, JobContext};

/// Why a handler did not finish.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobFailure {
    /// No repetition would help. The text is for a person.
    #[error("{0}")]
    Permanent(String),
    /// It may work later; repeated until the attempts are used up. The text is for a person.
    #[error("{0}")]
    Retry(String),
    /// The same, once so much time has passed: somebody else said how long.
    #[error("{0}")]
    RetryIn(String, Duration),
    /// It stopped because [`JobContext::stop`] fired.
    #[error("stopped")]
    Cancelled,
}

impl From<mongodb::error::Error> for JobFailure {
    /// The database may answer again later.
    fn from(error: mongodb::error::Error) -> Self {
        Self::Retry(format!("the database failed: {}", error.kind))
    }
}

type Handler = Box<dyn Fn(JobContext) -> BoxFuture<'static, Result<Value, JobFailure>> + Send + Sync>;
type GaveUp = Box<dyn Fn(GivenUp) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// A job that failed for good.
#[derive(Debug, Clone)]
pub struct GivenUp {
    /// The job.
    pub id: JobId,
    /// Its payload.
    pub payload: bson::Document,
    /// What the last attempt said.
    pub error: String,
}

/// One kind of work and how it is run.
pub struct Kind {
    name: &'static str,
    concurrency: usize,
    backoff: Backoff,
    handler: Handler,
    gave_up: Option<GaveUp>,
}

impl Kind {
    /// Work called `<domain>.<verb>`. One at a time in each process unless told otherwise.
    ///
    /// The handler's value is kept as the job's result and shown to whoever may see the job: no secrets.
    pub fn new<F, R>(name: &'static str, handler: F) -> Self
    where
        F: Fn(JobContext) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Value, JobFailure>> + Send + 'static,
    {
        Self {
            name,
            concurrency: 1,
            backoff: Backoff::default(),
            handler: Box::new(move |context| handler(context).boxed()),
            gave_up: None,
        }
    }

    /// At most so many of this kind at once in each process.
    #[must_use]
    pub fn concurrency(self, concurrency: usize) -> Self {
        Self { concurrency, ..self }
    }

    /// How long to wait between attempts.
    #[must_use]
    pub fn backoff(self, backoff: Backoff) -> Self {
        Self { backoff, ..self }
    }

    /// What to do when a job of this kind failed for good, also when its workers died and no handler could say so.
    /// Done before the job is marked as failed; may happen twice.
    #[must_use]
    pub fn when_given_up<F, R>(self, then: F) -> Self
    where
        F: Fn(GivenUp) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), String>> + Send + 'static,
    {
        Self { gave_up: Some(Box::new(move |job| then(job).boxed())), ..self }
    }
}

/// A registered kind with its free places.
pub(super) struct Registered {
    pub(super) name: &'static str,
    pub(super) backoff: Backoff,
    pub(super) places: Arc<Semaphore>,
    concurrency: usize,
    handler: Handler,
    gave_up: Option<GaveUp>,
}

impl Registered {
    /// Runs the handler; a panic becomes a failure that is tried again.
    pub(super) async fn run(&self, context: JobContext) -> Result<Value, JobFailure> {
        // The handler is asked for its future inside, so that a panic before its first await is caught too.
        let run = AssertUnwindSafe(async { (self.handler)(context).await });
        run.catch_unwind().await.unwrap_or_else(|panic| {
            let text = panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned());
            Err(JobFailure::Retry(format!("the job panicked: {}", text.unwrap_or_default())))
        })
    }

    pub(super) async fn gave_up(&self, job: GivenUp) -> Result<(), String> {
        match &self.gave_up {
            Some(then) => then(job).await,
            None => Ok(()),
        }
    }

    fn is_idle(&self) -> bool {
        self.places.available_permits() == self.concurrency
    }

    fn is_full(&self) -> bool {
        self.places.available_permits() == 0
    }
}

/// Every kind of work that this process can do.
#[derive(Default)]
pub struct Registry {
    kinds: HashMap<&'static str, Arc<Registered>>,
}

impl Registry {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind.
    ///
    /// # Errors
    /// When the name is taken: two domains must not share a word.
    pub fn register(&mut self, kind: Kind) -> Result<(), DuplicateKind> {
        let Kind { name, concurrency, backoff, handler, gave_up } = kind;
        if self.kinds.contains_key(name) {
            return Err(DuplicateKind(name));
        }
        let places = Arc::new(Semaphore::new(concurrency));
        self.kinds
            .insert(name, Arc::new(Registered { name, backoff, places, concurrency, handler, gave_up }));
        Ok(())
    }

    pub(super) fn get(&self, name: &str) -> Option<&Arc<Registered>> {
        self.kinds.get(name)
    }

    /// The kinds to claim from, in this order: those with nothing under way here, then those with a free place. So no
    /// kind waits behind another's backlog while a worker has room.
    pub(super) fn claimable(&self) -> [Vec<&'static str>; 2] {
        let (idle, busy): (Vec<_>, Vec<_>) =
            self.kinds.values().filter(|kind| !kind.is_full()).partition(|kind| kind.is_idle());
        let names = |kinds: Vec<&Arc<Registered>>| kinds.iter().map(|kind| kind.name).collect();
        [names(idle), names(busy)]
    }
}

/// Two kinds of work have the same name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the job kind `{0}` is registered twice")]
pub struct DuplicateKind(pub &'static str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_registered_once() {
        let kind = || Kind::new("tests.nothing", async |_| Ok(Value::Null));
        let mut registry = Registry::new();
        registry.register(kind()).unwrap();
        assert_eq!(registry.register(kind()), Err(DuplicateKind("tests.nothing")));
    }

    #[test]
    fn a_kind_without_work_comes_before_one_that_has_some() {
        let mut registry = Registry::new();
        registry.register(Kind::new("tests.many", async |_| Ok(Value::Null)).concurrency(2)).unwrap();
        registry.register(Kind::new("tests.one", async |_| Ok(Value::Null))).unwrap();
        let one = Arc::clone(&registry.get("tests.many").unwrap().places).try_acquire_owned().unwrap();
        assert_eq!(registry.claimable(), [vec!["tests.one"], vec!["tests.many"]]);
        let _two = Arc::clone(&registry.get("tests.many").unwrap().places).try_acquire_owned().unwrap();
        assert_eq!(registry.claimable(), [vec!["tests.one"], vec![]]);
        drop(one);
        assert_eq!(registry.claimable(), [vec!["tests.one"], vec!["tests.many"]]);
    }
}
