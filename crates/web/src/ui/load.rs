//! Something that is fetched: waiting, there, or failed; fetched again when what it depends on changes.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::api::{ApiProblem, ApiResult};

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
pub struct Remote<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    again: RwSignal<u32>,
    fetching: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Fetches now, and again whenever a signal that the closure reads changes.
    pub fn new<F: Future<Output = ApiResult<T>> + 'static>(fetch: impl Fn() -> F + 'static) -> Self {
        let state = RwSignal::new(Load::Waiting);
        let again = RwSignal::new(0_u32);
        let fetching = RwSignal::new(false);
        let turn = StoredValue::new(0_u32);
        Effect::new(move |_| {
            again.track();
            let answer = fetch();
            turn.update_value(|turn| *turn = turn.wrapping_add(1));
            let mine = turn.get_value();
            fetching.set(true);
            spawn_local(async move {
                let answer = answer.await;
                // A newer fetch, or a page that is gone, makes this answer worthless.
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                fetching.set(false);
                match answer {
                    Ok(value) => state.set(Load::Ready(value)),
                    Err(problem) => state.set(Load::Failed(problem)),
                }
            });
        });
        Self { state, again, fetching }
    }

    /// Fetches again.
    pub fn reload(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    /// Where it stands; tracked.
    pub fn get(self) -> Load<T> {
        self.state.get()
    }

    /// What is there; tracked.
    pub fn value(self) -> Option<T> {
        match self.state.get() {
            Load::Ready(value) => Some(value),
            Load::Waiting | Load::Failed(_) => None,
        }
    }

    /// Puts a newer value in its place.
    pub fn set(self, value: T) {
        self.state.set(Load::Ready(value));
    }

    /// Whether a request is under way; tracked.
    pub fn fetching(self) -> Signal<bool> {
        self.fetching.into()
    }

    /// Asks again every so often while the question says so.
    pub fn poll_while(self, milliseconds: u32, wanted: impl Fn(&T) -> bool + Send + Sync + 'static) {
        let wanted = Arc::new(wanted);
        Effect::new(move |_| {
            let state = self.state.get();
            let go_on = match &state {
                Load::Ready(value) => wanted(value),
                Load::Waiting => false,
                // A server that is away for a moment does not end the watching.
                Load::Failed(problem) => problem.status == 0 || problem.status >= 500,
            };
            if go_on {
                let timer = gloo_timers::callback::Timeout::new(milliseconds, move || {
                    if self.state.try_get_untracked().is_some() {
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
    spawn_local(async move {
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
