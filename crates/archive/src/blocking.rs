//! Work that keeps a thread busy, with progress and cancellation carried across.

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::progress::{Event, Progress};

/// Sends reports to where the operation was called from.
struct Remote(mpsc::UnboundedSender<Event>);

impl Progress for Remote {
    fn report(&self, event: &Event) {
        // Nobody there means that the operation was given up.
        let _ = self.0.send(event.clone());
    }
}

/// Runs `work` on a thread for blocking work. When the returned future is dropped, `work` is told to stop.
///
/// `None` means that the thread died.
pub(crate) async fn run<T: Send + 'static>(
    progress: &dyn Progress,
    cancel: &CancellationToken,
    work: impl FnOnce(&dyn Progress, &CancellationToken) -> T + Send + 'static,
) -> Option<T> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let cancel = cancel.child_token();
    let stop = cancel.clone().drop_guard();
    let thread = tokio::task::spawn_blocking(move || work(&Remote(sender), &cancel));
    while let Some(event) = receiver.recv().await {
        progress.report(&event);
    }
    let done = thread.await.ok();
    drop(stop);
    done
}
