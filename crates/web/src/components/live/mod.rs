//! What is known of what happens while somebody is signed in: how much is unread, and that something changed.
//!
//! The first load has only the signals. Whoever shows a bell brings what listens: see [`follow`].

mod follow;

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::id::ApplicationId;
use shared::notifications::{Changed, ChangedKind, Unread};

pub use follow::follow;

/// What is known. Copy it freely.
#[derive(Clone, Copy)]
pub struct Live {
    unread: RwSignal<Unread>,
    changes: RwSignal<u32>,
    heard: RwSignal<u32>,
    threads: StoredValue<Threads>,
}

/// How often threads were said to have changed: one by one, and all of them at once, after which each may have.
#[derive(Default)]
struct Threads {
    one: BTreeMap<String, u32>,
    all: u32,
}

impl Threads {
    fn hear(&mut self, id: String) {
        let count = self.one.entry(id).or_default();
        *count = count.wrapping_add(1);
    }

    fn hear_all(&mut self) {
        self.all = self.all.wrapping_add(1);
    }

    /// Something else after each change of this thread.
    fn state(&self, id: &str) -> (u32, u32) {
        (self.all, self.one.get(id).copied().unwrap_or_default())
    }
}

/// Makes it known to every component.
pub fn provide_live() {
    provide_context(Live {
        unread: RwSignal::new(Unread::default()),
        changes: RwSignal::new(0),
        heard: RwSignal::new(0),
        threads: StoredValue::new(Threads::default()),
    });
}

/// What is known.
pub fn use_live() -> Live {
    expect_context()
}

impl Live {
    /// How much is unread; tracked.
    pub fn unread(self) -> Unread {
        self.unread.get()
    }

    /// Makes who reads this run again whenever something was told, marked or put away.
    pub fn track(self) {
        self.changes.track();
    }

    /// Something else whenever a thread has changed, or may have while nobody listened.
    pub fn thread(self, id: ApplicationId) -> Memo<(u32, u32)> {
        let id = id.to_string();
        Memo::new(move |_| {
            self.heard.track();
            self.threads.with_value(|threads| threads.state(&id))
        })
    }

    /// Makes who reads this run again whenever any thread has changed, or may have.
    pub fn track_threads(self) {
        self.heard.track();
    }

    fn hear(self, changed: Changed) {
        match changed.what {
            ChangedKind::Messages => self.threads.update_value(|threads| threads.hear(changed.id)),
        }
        self.heard.update(|heard| *heard = heard.wrapping_add(1));
    }

    fn hear_all(self) {
        self.threads.update_value(Threads::hear_all);
        self.heard.update(|heard| *heard = heard.wrapping_add(1));
    }

    fn learn(self, unread: Unread) {
        self.unread.set(unread);
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Threads;

    #[wasm_bindgen_test]
    fn a_thread_hears_of_its_own_changes_and_of_those_of_all() {
        let mut threads = Threads::default();
        let (a, b) = (threads.state("a"), threads.state("b"));
        threads.hear("a".to_owned());
        assert_ne!(threads.state("a"), a);
        assert_eq!(threads.state("b"), b);
        threads.hear_all();
        assert_ne!(threads.state("b"), b);
    }
}
