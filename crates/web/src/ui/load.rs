//! Something that is fetched: waiting, there, or failed; fetched again when what it depends on changes.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::{ApiProblem, ApiResult};
use crate::browser::{spawn, watch};
use crate::ui::kept::Kept;

/// Where it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    /// On its way.
    Waiting,
    /// There.
    Ready(T),
    /// Failed.
    Failed(ApiProblem),
}

/// Something fetched, and the way to fetch it again. What was there stays on screen while a newer one is fetched.
pub struct Remote<T> {
    inner: Inner,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Fetches now, and again whenever a signal that the closure reads changes.
    pub fn new<F: Future<Output = ApiResult<T>> + 'static>(fetch: impl Fn() -> F + 'static) -> Self {
        let inner = Inner::new(Box::new(move || {
            let answer = fetch();
            Box::pin(async move { answer.await.map(Kept::new) })
        }));
        Self { inner, of: PhantomData }
    }

    /// Fetches again.
    pub fn reload(self) {
        self.inner.reload();
    }

    /// Where it stands; tracked.
    pub fn get(self) -> Load<T> {
        self.inner.state.with(|state| match state {
            Load::Waiting => Load::Waiting,
            Load::Failed(problem) => Load::Failed(problem.clone()),
            // Only `new` and `set` put values in, and both know the type.
            Load::Ready(kept) => kept.of::<T>().cloned().map_or(Load::Waiting, Load::Ready),
        })
    }

    /// What is there; tracked.
    pub fn value(self) -> Option<T> {
        match self.get() {
            Load::Ready(value) => Some(value),
            Load::Waiting | Load::Failed(_) => None,
        }
    }

    /// Puts a newer value in its place.
    pub fn set(self, value: T) {
        self.inner.state.set(Load::Ready(Kept::new(value)));
    }

    /// Whether a request is under way; tracked.
    pub fn fetching(self) -> Signal<bool> {
        self.inner.fetching.into()
    }

    /// Asks again every so often while the question says so.
    pub fn poll_while(self, milliseconds: u32, wanted: impl Fn(&T) -> bool + Send + Sync + 'static) {
        self.inner.poll_while(milliseconds, Arc::new(move |kept| kept.of::<T>().is_some_and(&wanted)));
    }
}

type Answer = Pin<Box<dyn Future<Output = ApiResult<Kept>>>>;

#[derive(Clone, Copy)]
struct Inner {
    state: RwSignal<Load<Kept>>,
    again: RwSignal<u32>,
    fetching: RwSignal<bool>,
}

impl Inner {
    fn new(fetch: Box<dyn Fn() -> Answer>) -> Self {
        let state = RwSignal::new(Load::Waiting);
        let again = RwSignal::new(0_u32);
        let fetching = RwSignal::new(false);
        let turn = StoredValue::new(0_u32);
        watch(move || {
            again.track();
            let answer = fetch();
            turn.update_value(|turn| *turn = turn.wrapping_add(1));
            let mine = turn.get_value();
            fetching.set(true);
            spawn(async move {
                let answer = answer.await;
                // A newer fetch, or a page that is gone, makes this answer worthless.
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                fetching.set(false);
                state.set(answer.map_or_else(Load::Failed, Load::Ready));
            });
        });
        Self { state, again, fetching }
    }

    fn reload(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    fn poll_while(self, milliseconds: u32, wanted: Arc<dyn Fn(&Kept) -> bool + Send + Sync>) {
        watch(move || {
            let go_on = self.state.with(|state| match state {
                Load::Ready(value) => wanted(value),
                Load::Waiting => false,
                // A server that is away for a moment does not end the watching.
                Load::Failed(problem) => problem.status == 0 || problem.status >= 500,
            });
            if go_on {
                let timer = gloo_timers::callback::Timeout::new(milliseconds, move || {
                    if self.state.try_with_untracked(|_| ()).is_some() {
                        self.reload();
                    }
                });
                timer.forget();
            }
        });
    }
}

/// Runs a request of a button: busy meanwhile, then one of two closures.
pub fn act<T: 'static, F: Future<Output = ApiResult<T>> + 'static>(
    busy: RwSignal<bool>,
    request: F,
    done: impl FnOnce(T) + 'static,
    failed: impl FnOnce(ApiProblem) + 'static,
) {
    busy.set(true);
    spawn(async move {
        let answer = request.await;
        if busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(value) => done(value),
            Err(problem) => failed(problem),
        }
    });
}
