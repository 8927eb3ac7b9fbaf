//! How long making an answer may take: a fixed time, which begins anew whenever more of a file has come in or gone on to
//! its store. So a large video over a slow line is awaited, and a handler that hangs is not.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::context::CURRENT;

/// However a file trickles in: after this it is over.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// Says that the request under way got on, so that its time begins anew. Outside of a request it says nothing.
pub fn renew() {
    // Where there is no request, there is nobody who waits.
    let _ = CURRENT.try_with(|current| current.renewed.set(Some(Instant::now())));
}

fn renewed() -> Option<Instant> {
    CURRENT.try_with(|current| current.renewed.get()).ok().flatten()
}

/// What comes of the work, unless it stands still for longer than the limit.
pub(super) async fn within<F: Future>(limit: Duration, work: F) -> Option<F::Output> {
    let began = Instant::now();
    let last = began + limit.max(LONGEST);
    let mut work = pin!(work);
    loop {
        let deadline = (renewed().unwrap_or(began) + limit).min(last);
        if deadline <= Instant::now() {
            return None;
        }
        tokio::select! {
            biased;
            done = &mut work => return Some(done),
            () = sleep_until(deadline) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use shared::identity::Locale;
    use tokio::time::sleep;

    use super::super::context::Current;
    use super::super::limits::Standings;
    use super::*;

    async fn asked<T>(work: impl Future<Output = T>) -> Option<T> {
        let current = Current {
            request_id: String::new(),
            locale: Locale::Es,
            standings: Standings::default(),
            renewed: Cell::default(),
        };
        CURRENT.scope(current, within(Duration::from_secs(2), work)).await
    }

    #[tokio::test]
    async fn whoever_gets_on_has_time_and_whoever_hangs_has_not() {
        let gets_on = asked(async {
            for _ in 0..4 {
                sleep(Duration::from_millis(700)).await;
                renew();
            }
            "done"
        });
        let hangs = asked(std::future::pending::<&str>());
        let began = Instant::now();
        assert_eq!(tokio::join!(gets_on, hangs), (Some("done"), None));
        // The control: it took longer than anybody has who does not get on.
        assert!(began.elapsed() > Duration::from_secs(2));
    }
}
