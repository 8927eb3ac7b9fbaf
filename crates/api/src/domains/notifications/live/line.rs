//! What waits for one listener: little, so that one who reads slowly costs nobody else anything.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use futures::task::AtomicWaker;
use shared::id::{SessionId, UserId};
use shared::notifications::{EndReason, Live};

use super::frame::{HEARTBEAT, frame};

/// So many events wait for a listener; with one more, all of them are given up and the listener is told to reload.
pub(super) const WAITING: usize = 32;

/// One listener.
#[derive(Debug)]
pub(super) struct Line {
    /// Tells it from the others of this process.
    pub number: u64,
    pub user: UserId,
    pub session: SessionId,
    /// Whether it hears announcements.
    pub staff: bool,
    pub since: Instant,
    queue: Mutex<Queue>,
    reader: AtomicWaker,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Bytes>,
    /// More came than waits here.
    overflown: bool,
    end: Option<EndReason>,
    ended: bool,
}

impl Line {
    pub(super) fn new(number: u64, user: UserId, session: SessionId, staff: bool, since: Instant) -> Self {
        let (queue, reader) = (Mutex::default(), AtomicWaker::new());
        Self { number, user, session, staff, since, queue, reader }
    }

    /// Says something to the listener.
    pub(super) fn say(&self, event: Bytes) {
        let mut queue = self.queue();
        if queue.end.is_some() || queue.overflown {
            return;
        }
        if queue.waiting.len() < WAITING {
            queue.waiting.push_back(event);
        } else {
            queue.waiting = VecDeque::new();
            queue.overflown = true;
        }
        drop(queue);
        self.reader.wake();
    }

    /// Shows that the stream lives, unless something waits that does.
    pub(super) fn beat(&self) {
        let mut queue = self.queue();
        if queue.end.is_none() && !queue.overflown && queue.waiting.is_empty() {
            queue.waiting.push_back(HEARTBEAT.clone());
            drop(queue);
            self.reader.wake();
        }
    }

    /// Ends the stream: what waits is still read, and then why. The first reason stands.
    pub(super) fn end(&self, why: EndReason) {
        self.queue().end.get_or_insert(why);
        self.reader.wake();
    }

    /// The next bytes; `None` when the stream has ended.
    pub(super) fn poll(&self, context: &Context<'_>) -> Poll<Option<Bytes>> {
        // Before looking, so that nothing that comes in between is missed.
        self.reader.register(context.waker());
        let mut queue = self.queue();
        if queue.overflown {
            queue.overflown = false;
            return Poll::Ready(Some(frame(&Live::Reload)));
        }
        if let Some(event) = queue.waiting.pop_front() {
            if queue.waiting.is_empty() {
                // Thousands are idle: none keeps room for what came once.
                queue.waiting = VecDeque::new();
            }
            return Poll::Ready(Some(event));
        }
        match queue.end {
            Some(why) if !queue.ended => {
                queue.ended = true;
                Poll::Ready(Some(frame(&Live::End { why })))
            }
            Some(_) => Poll::Ready(None),
            None => Poll::Pending,
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use futures::task::noop_waker;
    use uuid::Uuid;

    use super::*;

    fn line() -> Line {
        let nobody = Uuid::nil();
        Line::new(1, UserId::new(nobody), SessionId::new(nobody), false, Instant::now())
    }

    /// Everything that can be read now; whether the stream has ended.
    fn read(line: &Line) -> (Vec<Bytes>, bool) {
        let waker = noop_waker();
        let context = Context::from_waker(&waker);
        let mut read = Vec::new();
        loop {
            match line.poll(&context) {
                Poll::Ready(Some(bytes)) => read.push(bytes),
                Poll::Ready(None) => return (read, true),
                Poll::Pending => return (read, false),
            }
        }
    }

    fn event(number: usize) -> Bytes {
        Bytes::from(format!("data: {number}\n\n"))
    }

    #[test]
    fn what_waits_is_read_in_order() {
        let line = line();
        for number in 0..WAITING {
            line.say(event(number));
        }
        let all: Vec<Bytes> = (0..WAITING).map(event).collect();
        assert_eq!(read(&line), (all, false));
    }

    #[test]
    fn who_reads_too_slowly_is_told_to_reload_and_then_hears_what_is_new() {
        let line = line();
        for number in 0..1000 {
            line.say(event(number));
        }
        assert_eq!(read(&line), (vec![frame(&Live::Reload)], false));
        line.say(event(1000));
        assert_eq!(read(&line), (vec![event(1000)], false));
    }

    #[test]
    fn an_end_comes_after_what_waits_and_its_first_reason_stands() {
        let line = line();
        line.say(event(1));
        line.end(EndReason::SignedOut);
        line.end(EndReason::Renew);
        line.say(event(2));
        line.beat();
        let end = frame(&Live::End { why: EndReason::SignedOut });
        assert_eq!(read(&line), (vec![event(1), end], true));
    }

    #[test]
    fn a_heartbeat_never_waits_behind_anything() {
        let line = line();
        line.beat();
        line.beat();
        line.say(event(1));
        line.beat();
        assert_eq!(read(&line), (vec![HEARTBEAT.clone(), event(1)], false));
    }
}
