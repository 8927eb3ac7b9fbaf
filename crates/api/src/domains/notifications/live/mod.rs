//! Everybody who listens to this process, and the one change stream that they all hear.
//!
//! Memory is bounded: so many listeners, so many of one person, and little that waits for each. Whoever cannot be told
//! everything is told to reload. The change stream is opened for the first listener; if it cannot go on without a gap, every
//! stream ends, and whoever comes back is told what was missed.

mod frame;
mod line;

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::Stream;
use mongodb::Database;
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};
use shared::notifications::{EndReason, Live};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use self::frame::{OPENING, frame};
use self::line::Line;
use super::repo::{Change, Feed};
use crate::domains::identity::Departure;
use crate::http::{ApiError, ApiResult, Said};
use crate::said;

/// How often a stream on which nothing happens shows that it lives.
const BEAT: Duration = Duration::from_secs(20);
/// A stream is renewed after so long, so that processes can share the listeners anew.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// The most streams of one person; the oldest makes room.
const MOST_OF_ONE: usize = 20;
/// The most streams of this process.
const MOST: usize = 10_000;
/// When to come back to a process that is full or stops.
const COME_BACK: Duration = Duration::from_secs(5);

/// The listeners of this process. Cheap to clone.
#[derive(Clone)]
pub(super) struct Hub(Arc<Inner>);

struct Inner {
    database: Database,
    lines: Mutex<Lines>,
    /// Who hears the changes and passes them on.
    follower: tokio::sync::Mutex<Option<JoinHandle<()>>>,
    stop: CancellationToken,
}

#[derive(Default)]
struct Lines {
    /// Oldest first.
    of: HashMap<UserId, Vec<Arc<Line>>>,
    count: usize,
    numbers: u64,
}

impl Lines {
    fn all(&self) -> impl Iterator<Item = &Arc<Line>> {
        self.of.values().flatten()
    }

    fn remove(&mut self, user: UserId, number: u64) {
        let Some(lines) = self.of.get_mut(&user) else { return };
        let before = lines.len();
        lines.retain(|line| line.number != number);
        self.count -= before - lines.len();
        if lines.is_empty() {
            self.of.remove(&user);
        }
    }
}

impl Hub {
    pub(super) fn new(database: &Database) -> Self {
        Self(Arc::new(Inner {
            database: database.clone(),
            lines: Mutex::default(),
            follower: tokio::sync::Mutex::default(),
            stop: CancellationToken::new(),
        }))
    }

    /// Makes sure that changes are heard: everything that is committed after this returns reaches who listens.
    pub(super) async fn follow(&self) -> mongodb::error::Result<()> {
        let mut follower = self.0.follower.lock().await;
        if follower.as_ref().is_none_or(JoinHandle::is_finished) {
            let feed = Feed::open(&self.0.database).await?;
            *follower = Some(tokio::spawn(self.clone().spread_all(feed)));
        }
        Ok(())
    }

    /// Lets somebody listen; the oldest of too many streams of theirs ends.
    ///
    /// # Errors
    /// [`ErrorCode::Unavailable`] when this process is full or stops.
    pub(super) fn open(&self, user: UserId, session: SessionId, staff: bool) -> ApiResult<Listener> {
        let elsewhere = |why: Said| ApiError::new(ErrorCode::Unavailable).detail(why).retry_after(COME_BACK);
        let mut lines = self.lines();
        // Looked at under the lock, as stopping does: no line is opened that nobody ends.
        if self.0.stop.is_cancelled() {
            return Err(elsewhere(said!(
                "this process stops; come back in a moment",
                "este proceso se está deteniendo; probá en un momento"
            )));
        }
        if lines.count >= MOST {
            return Err(elsewhere(said!(
                "this process has as many listeners as it takes; come back in a moment",
                "este proceso ya atiende a todos los que puede; probá en un momento"
            )));
        }
        let oldest = lines.of.get(&user).filter(|own| own.len() >= MOST_OF_ONE).and_then(|own| own.first());
        if let Some(oldest) = oldest.cloned() {
            oldest.end(EndReason::Replaced);
            lines.remove(user, oldest.number);
        }
        lines.numbers += 1;
        let line = Arc::new(Line::new(lines.numbers, user, session, staff, Instant::now()));
        lines.of.entry(user).or_default().push(Arc::clone(&line));
        lines.count += 1;
        drop(lines);
        Ok(Listener { first: VecDeque::from([OPENING.clone()]), line, hub: self.clone() })
    }

    /// How many listen.
    pub(super) fn count(&self) -> usize {
        self.lines().count
    }

    /// Ends every stream, and opens none any more.
    pub(super) fn stop(&self) {
        let lines = self.lines();
        self.0.stop.cancel();
        lines.all().for_each(|line| line.end(EndReason::Renew));
    }

    async fn spread_all(self, mut feed: Feed) {
        // However this ends, nobody waits for what does not come.
        let _guard = EndsAll(self.clone());
        let mut beats = interval(BEAT);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.0.stop.cancelled() => return,
                _ = beats.tick() => self.beat(),
                change = feed.next() => match change {
                    Some(change) => {
                        self.spread(change);
                        // Of many changes at once, those who listen on this thread read each before the next.
                        tokio::task::yield_now().await;
                    }
                    None => return,
                },
            }
        }
    }

    fn spread(&self, change: Change) {
        match change {
            Change::Told(notice) if notice.shelf.is_some() => {}
            Change::Told(notice) => {
                let lines = self.those_of(notice.user);
                say(&lines, || Live::Notice((*notice).into()));
            }
            Change::Announced(announcement) => {
                let lines: Vec<_> = self.lines().all().filter(|line| line.staff).cloned().collect();
                // Nobody has marked it yet, so it is the same for all.
                if let Some(reader) = lines.first().map(|line| line.user) {
                    say(&lines, || Live::Announcement(announcement.for_reader(reader)));
                }
            }
            Change::Marked(user) => say(&self.those_of(user), || Live::Marked),
            Change::Signalled(signal) => {
                let lines: Vec<_> = signal.users.iter().flat_map(|user| self.those_of(*user)).collect();
                say(&lines, || Live::Changed(signal.changed));
            }
            Change::Out(Departure::Account(user)) => {
                self.those_of(user).iter().for_each(|line| line.end(EndReason::SignedOut));
            }
            Change::Out(Departure::Session(session)) => {
                let lines = self.lines();
                let its = lines.all().filter(|line| line.session == session);
                its.for_each(|line| line.end(EndReason::SignedOut));
            }
        }
    }

    fn those_of(&self, user: UserId) -> Vec<Arc<Line>> {
        self.lines().of.get(&user).cloned().unwrap_or_default()
    }

    fn beat(&self) {
        for line in self.lines().all() {
            if line.since.elapsed() < LONGEST {
                line.beat();
            } else {
                line.end(EndReason::Renew);
            }
        }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes an event once for all of these, if there are any.
fn say(lines: &[Arc<Line>], event: impl FnOnce() -> Live) {
    if lines.is_empty() {
        return;
    }
    let event = frame(&event());
    lines.iter().for_each(|line| line.say(event.clone()));
}

/// Ends every stream when it is dropped.
struct EndsAll(Hub);

impl Drop for EndsAll {
    fn drop(&mut self) {
        self.0.lines().all().for_each(|line| line.end(EndReason::Renew));
    }
}

/// What one listener hears, as the bytes of `text/event-stream`. Dropping it ends the listening.
pub struct Listener {
    first: VecDeque<Bytes>,
    line: Arc<Line>,
    hub: Hub,
}

impl Listener {
    /// Tells something before anything that happens from now on.
    pub(super) fn tell_first(&mut self, event: &Live) {
        self.first.push_back(frame(event));
    }
}

impl Stream for Listener {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(bytes) = self.first.pop_front() {
            if self.first.is_empty() {
                self.first = VecDeque::new();
            }
            return Poll::Ready(Some(Ok(bytes)));
        }
        self.line.poll(context).map(|bytes| bytes.map(Ok))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.lines().remove(self.line.user, self.line.number);
    }
}
