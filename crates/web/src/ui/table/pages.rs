//! A list that comes in pages, by cursor: it neither loses nor repeats a row.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use shared::page::Page;

use crate::api::{ApiProblem, ApiResult};
use crate::browser::{spawn, watch};
use crate::ui::kept::Kept;
use crate::ui::work::at_rest;

/// A list and how far it was read. Copy it freely.
pub struct Pages<T> {
    reading: Reading,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pages<T> {}

impl<T: Clone + Send + Sync + 'static> Pages<T> {
    /// A list whose pages the closure fetches; it begins again whenever a signal that `depends` reads changes.
    pub fn new<F: Future<Output = ApiResult<Page<T>>> + 'static>(
        depends: impl Fn() + 'static,
        fetch: impl Fn(Option<String>) -> F + 'static,
    ) -> Self {
        let fetch: Fetch = Rc::new(move |cursor| {
            let page = fetch(cursor);
            Box::pin(async move {
                let Page { items, next_cursor } = page.await?;
                Ok(Page { items: items.into_iter().map(Kept::new).collect(), next_cursor })
            })
        });
        Self { reading: Reading::new(Box::new(depends), fetch), of: PhantomData }
    }

    /// What was read; tracked.
    pub fn items(self) -> Vec<T> {
        self.reading.items.with(|items| items.iter().filter_map(|kept| kept.of::<T>().cloned()).collect())
    }

    /// Begins again at the first page; what is on screen stays until it is there.
    pub fn restart(self) {
        self.reading.restart();
    }

    pub(super) const fn reading(self) -> Reading {
        self.reading
    }
}

type Answer = Pin<Box<dyn Future<Output = ApiResult<Page<Kept>>>>>;
type Fetch = Rc<dyn Fn(Option<String>) -> Answer>;

/// The same for rows of any type.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    items: RwSignal<Vec<Kept>>,
    next: RwSignal<Option<String>>,
    loading: RwSignal<bool>,
    problem: RwSignal<Option<ApiProblem>>,
    turn: StoredValue<u32>,
    fetch: StoredValue<Fetch, LocalStorage>,
}

impl Reading {
    fn new(depends: Box<dyn Fn()>, fetch: Fetch) -> Self {
        let pages = Self {
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            loading: RwSignal::new(true),
            problem: RwSignal::new(None),
            turn: StoredValue::new(0),
            fetch: StoredValue::new_local(fetch),
        };
        watch(move || {
            depends();
            untrack(move || pages.restart());
        });
        pages
    }

    /// What was read; tracked when read.
    pub(super) fn items(self) -> Signal<Vec<Kept>> {
        self.items.into()
    }

    /// Whether there is more to read; tracked.
    pub(super) fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Whether a page is on its way; tracked.
    pub(super) fn loading(self) -> bool {
        self.loading.get()
    }

    /// What stopped the reading; tracked.
    pub(super) fn problem(self) -> Option<ApiProblem> {
        self.problem.get()
    }

    fn restart(self) {
        self.request(None, true);
    }

    /// Reads the next page.
    pub(super) fn more(self) {
        let cursor = self.next.get_untracked();
        let first = cursor.is_none();
        self.request(cursor, first);
    }

    fn request(self, cursor: Option<String>, replace: bool) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = self.turn.get_value();
        self.loading.set(true);
        self.problem.set(None);
        let answer = self.fetch.with_value(|fetch| fetch(cursor));
        spawn(async move {
            let answer = answer.await;
            if replace {
                at_rest().await;
            }
            // An answer to an older question would mix two lists.
            if self.turn.try_get_value() != Some(mine) {
                return;
            }
            self.loading.set(false);
            match answer {
                Ok(page) => self.take(page, replace),
                Err(problem) => {
                    if replace {
                        self.items.set(Vec::new());
                        self.next.set(None);
                    }
                    self.problem.set(Some(problem));
                }
            }
        });
    }

    fn take(self, page: Page<Kept>, replace: bool) {
        self.next.set(page.next_cursor);
        if replace {
            self.items.set(page.items);
        } else {
            self.items.update(|items| items.extend(page.items));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use futures::channel::oneshot;
    use gloo_timers::future::TimeoutFuture;
    use leptos::prelude::*;
    use shared::page::Page;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Pages;
    use crate::api::ApiProblem;
    use crate::testing::reactive;

    async fn until(condition: impl Fn() -> bool) {
        for _ in 0..200 {
            if condition() {
                return;
            }
            TimeoutFuture::new(10).await;
        }
        panic!("the condition did not come true within two seconds");
    }

    #[wasm_bindgen_test]
    async fn pages_follow_the_cursor_and_end() {
        let _owner = reactive();
        let asked = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&asked);
        let pages = Pages::new(
            || (),
            move |cursor: Option<String>| {
                log.borrow_mut().push(cursor.clone());
                async move {
                    Ok(match cursor.as_deref() {
                        None => Page { items: vec![1, 2], next_cursor: Some("c".to_owned()) },
                        Some(_) => Page { items: vec![3], next_cursor: None },
                    })
                }
            },
        );
        until(|| pages.items() == [1, 2]).await;
        assert!(pages.reading().has_more());
        pages.reading().more();
        until(|| pages.items() == [1, 2, 3]).await;
        assert!(!pages.reading().has_more());
        assert_eq!(*asked.borrow(), [None, Some("c".to_owned())]);
    }

    #[wasm_bindgen_test]
    async fn a_late_answer_to_an_older_question_is_dropped() {
        let _owner = reactive();
        let question = RwSignal::new(1_u32);
        let open = Rc::new(RefCell::new(Vec::new()));
        let asked = Rc::clone(&open);
        let read = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&read);
        let pages = Pages::new(
            move || question.track(),
            move |_| {
                let (answer, waiting) = oneshot::channel::<u32>();
                asked.borrow_mut().push(answer);
                let log = Rc::clone(&log);
                async move {
                    let answer = waiting.await.unwrap();
                    log.borrow_mut().push(answer);
                    Ok(Page { items: vec![answer], next_cursor: None })
                }
            },
        );
        until(|| open.borrow().len() == 1).await;
        question.set(2);
        until(|| open.borrow().len() == 2).await;
        let newer = open.borrow_mut().pop().unwrap();
        let older = open.borrow_mut().pop().unwrap();
        newer.send(2).unwrap();
        until(|| pages.items() == [2]).await;
        older.send(1).unwrap();
        // Its task runs to its end in one turn, so what it would have done is done by the next one.
        until(|| *read.borrow() == [2, 1]).await;
        TimeoutFuture::new(0).await;
        assert_eq!(pages.items(), [2]);
    }

    #[wasm_bindgen_test]
    async fn a_failed_next_page_keeps_what_was_read() {
        let _owner = reactive();
        let pages = Pages::new(
            || (),
            |cursor: Option<String>| async move {
                match cursor {
                    None => Ok(Page { items: vec![1], next_cursor: Some("c".to_owned()) }),
                    Some(_) => Err(ApiProblem::unreachable()),
                }
            },
        );
        until(|| pages.items() == [1]).await;
        pages.reading().more();
        until(|| pages.reading().problem().is_some()).await;
        assert_eq!(pages.items(), [1]);
        assert!(pages.reading().has_more());
    }
}
