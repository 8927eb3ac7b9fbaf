//! Something that is fetched: waiting, there, or failed; fetched again when what it depends on changes.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::{ApiProblem, ApiResult};
use crate::browser::{spawn, watch};
use crate::ui::kept::Kept;
use crate::ui::work::{Work, at_rest};

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

    /// Puts a newer value in its place; what is still on its way is older.
    pub fn set(self, value: T) {
        self.inner.put(Kept::new(value));
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
    /// Counts what was asked for or put: an answer to an older question is worthless.
    turn: StoredValue<u32>,
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
                if state.try_with_untracked(|state| matches!(state, Load::Ready(_))) == Some(true) {
                    at_rest().await;
                }
                // A newer fetch, or a page that is gone, makes this answer worthless.
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                fetching.set(false);
                state.set(answer.map_or_else(Load::Failed, Load::Ready));
            });
        });
        Self { state, again, fetching, turn }
    }

    fn put(self, kept: Kept) {
        let asked = self.fetching.get_untracked();
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.fetching.set(false);
        self.state.set(Load::Ready(kept));
        // What was asked for may have been something else than what was put.
        if asked {
            self.reload();
        }
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
    let work = Work::begin();
    spawn(async move {
        let answer = request.await;
        drop(work);
        if busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(value) => done(value),
            Err(problem) => failed(problem),
        }
    });
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use futures::channel::oneshot;
    use gloo_timers::future::TimeoutFuture;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Remote;
    use crate::testing::reactive;
    use crate::ui::work::Work;

    /// Questions that nobody has answered yet, oldest first.
    #[derive(Clone, Default)]
    struct Questions(Rc<RefCell<Vec<oneshot::Sender<u32>>>>);

    impl Questions {
        fn remote(&self) -> Remote<u32> {
            let asked = self.clone();
            Remote::new(move || {
                let (answer, answered) = oneshot::channel();
                asked.0.borrow_mut().push(answer);
                async move { Ok(answered.await.unwrap()) }
            })
        }

        /// Waits for `count` of them and takes them.
        async fn take(&self, count: usize) -> Vec<oneshot::Sender<u32>> {
            for _ in 0..100 {
                if self.0.borrow().len() == count {
                    return self.0.take();
                }
                TimeoutFuture::new(10).await;
            }
            panic!("it was not asked {count} times within a second");
        }
    }

    async fn settled() {
        TimeoutFuture::new(200).await;
    }

    #[wasm_bindgen_test]
    async fn what_was_asked_for_before_a_value_was_put_does_not_replace_it() {
        let _owner = reactive();
        let questions = Questions::default();
        let remote = questions.remote();
        let before = questions.take(1).await.remove(0);
        remote.set(2);
        let after = questions.take(1).await.remove(0);
        before.send(1).unwrap();
        settled().await;
        assert_eq!(remote.value(), Some(2));
        after.send(3).unwrap();
        settled().await;
        assert_eq!(remote.value(), Some(3));
    }

    #[wasm_bindgen_test]
    async fn what_is_shown_is_not_replaced_while_a_button_is_at_work() {
        let _owner = reactive();
        let questions = Questions::default();
        let remote = questions.remote();
        let work = Work::begin();
        questions.take(1).await.remove(0).send(1).unwrap();
        settled().await;
        assert_eq!(remote.value(), Some(1), "where nothing is shown, nothing waits");
        remote.reload();
        questions.take(1).await.remove(0).send(2).unwrap();
        settled().await;
        assert_eq!(remote.value(), Some(1));
        drop(work);
        settled().await;
        assert_eq!(remote.value(), Some(2));
    }
}
