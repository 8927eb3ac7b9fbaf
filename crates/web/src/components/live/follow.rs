//! Listening, for as long as somebody is signed in and looks at the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use gloo_timers::future::{TimeoutFuture, sleep};
use leptos::prelude::*;
use shared::id::NoticeId;
use shared::identity::Me;
use shared::notifications::{EndReason, Notice};

use super::{Live, use_live};
use crate::api;
use crate::api::live::{Heard, Over};
use crate::browser::{spawn, watch};
use crate::session::use_session;

/// What happens within this time is asked about once, in milliseconds.
const TOGETHER: u32 = 300;
/// Coming back begins after so many seconds, and takes twice as long after each failure.
const FIRST_PAUSE: u64 = 1;
const LONGEST_PAUSE: u64 = 60;

/// Listens while the component that calls it is there; `told` gets each notice that is new. In a tab that nobody looks at it
/// leaves at the next heartbeat, and comes back when it is looked at.
pub fn follow(told: impl Fn(Notice) + 'static) {
    let (live, session) = (use_live(), use_session());
    let seen = RwSignal::new(!document().hidden());
    let turned = window_event_listener_untyped("visibilitychange", move |_| {
        let _gone = seen.try_set(!document().hidden());
    });
    on_cleanup(move || turned.remove());
    // Whoever has something to do first would be refused.
    let settled = move |me: Me| !(me.must_change_password || me.phone_required || me.second_factor_required);
    // A look as somebody else hears nothing; it reads how much is unread, once.
    let wanted = Memo::new(move |_| seen.get() && !session.is_looking() && session.me().is_some_and(settled));
    watch(move || {
        if session.is_looking() {
            spawn(async move {
                if let Ok(unread) = api::notifications::unread().await {
                    live.learn(unread);
                }
            });
        }
    });
    let listener = Rc::new(Listener {
        live,
        wanted,
        told: Box::new(told),
        running: Cell::new(false),
        asking: Cell::new(false),
        last: Cell::new(None),
        trouble: RefCell::new(Pause::default()),
    });
    watch(move || {
        if wanted.get() && !listener.running.replace(true) {
            spawn(Rc::clone(&listener).run());
        }
    });
}

struct Listener {
    live: Live,
    wanted: Memo<bool>,
    told: Box<dyn Fn(Notice)>,
    running: Cell<bool>,
    /// Whether the count is asked for already.
    asking: Cell<bool>,
    last: Cell<Option<NoticeId>>,
    trouble: RefCell<Pause>,
}

impl Listener {
    async fn run(self: Rc<Self>) {
        while self.is_wanted() {
            let over = api::live::follow(self.last.get(), |heard| self.hear(heard)).await;
            match over {
                // Looked at again, it listens again.
                Over::Left | Over::Ended(EndReason::Replaced) => break,
                Over::Ended(EndReason::Renew | EndReason::SignedOut) | Over::Broken => {
                    let pause = self.trouble.borrow_mut().next();
                    sleep(pause).await;
                }
            }
        }
        self.running.set(false);
    }

    /// Whether anybody is there who looks; not once the component is gone.
    fn is_wanted(&self) -> bool {
        self.wanted.try_get_untracked().unwrap_or(false)
    }

    /// Takes in what was heard; whether to go on.
    fn hear(self: &Rc<Self>, heard: Heard) -> bool {
        self.trouble.borrow_mut().clear();
        if !self.is_wanted() {
            return false;
        }
        match heard {
            Heard::Nothing => return true,
            // The count of what is unread is of notices, which come by themselves.
            Heard::Changed(changed) => {
                self.live.hear(changed);
                return true;
            }
            Heard::Change => self.live.hear_all(),
            Heard::Notice(notice) => {
                // What is told again after a pause has an id that is not newer.
                if self.last.get().is_none_or(|last| last < notice.id) {
                    self.last.set(Some(notice.id));
                    (self.told)(notice);
                }
            }
        }
        self.ask();
        true
    }

    /// Asks how much is unread, once for everything that happens together.
    fn ask(self: &Rc<Self>) {
        if self.asking.replace(true) {
            return;
        }
        let listener = Rc::clone(self);
        spawn(async move {
            TimeoutFuture::new(TOGETHER).await;
            listener.asking.set(false);
            if let Ok(unread) = api::notifications::unread().await
                && listener.is_wanted()
            {
                listener.live.learn(unread);
            }
        });
    }
}

/// How long to wait before coming back.
#[derive(Default)]
struct Pause(u32);

impl Pause {
    fn next(&mut self) -> Duration {
        let seconds = FIRST_PAUSE.checked_shl(self.0).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
        self.0 = self.0.saturating_add(1);
        // Not everybody at the same moment.
        let share = js_sys::Math::random().mul_add(0.5, 0.75);
        Duration::from_secs(seconds).mul_f64(share)
    }

    const fn clear(&mut self) {
        self.0 = 0;
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_pause_grows_to_a_minute_and_begins_again() {
        let mut pause = Pause::default();
        let first = pause.next();
        assert!((0.7..1.3).contains(&first.as_secs_f64()), "{first:?}");
        for _ in 0..100 {
            assert!(pause.next() <= Duration::from_secs(75));
        }
        assert!(pause.next() >= Duration::from_secs(45));
        pause.clear();
        assert!(pause.next() < Duration::from_secs(2));
    }
}
