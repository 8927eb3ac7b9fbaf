//! What a reader has just done, and what must not be replaced under it: a button that is gone never hears that it is lifted,
//! nor how its request ended.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
}

/// The request of a button or a form, for as long as it is kept.
pub struct Work(());

impl Work {
    /// It begins.
    pub fn begin() -> Self {
        UNDER_WAY.set(UNDER_WAY.get() + 1);
        Self(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        UNDER_WAY.set(UNDER_WAY.get() - 1);
    }
}

/// Waits until nothing is pressed or at work, at most three seconds: a request that hangs does not hold up the page.
pub fn at_rest() -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async {
        for _ in 0..60 {
            let pressed = document().query_selector(":is(a, button, label, summary):active");
            if UNDER_WAY.get() == 0 && !matches!(pressed, Ok(Some(_))) {
                return;
            }
            TimeoutFuture::new(50).await;
        }
    })
}
