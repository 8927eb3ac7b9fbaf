//! Keeps a `mongod` running: starts it again when it dies, with growing patience, until that is pointless.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{oneshot, watch};
use tokio::time::{sleep, timeout};

use super::launch::{End, Launched, Plan};
use super::refusal::EmbeddedError;
use super::replica;
use super::server::ServerState;

/// A server that lived shorter than this died quickly.
const QUICK: Duration = Duration::from_secs(60);
/// So many quick deaths in a row are enough.
const ENOUGH: u32 = 7;
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// Starts the server and waits until it accepts writes.
pub(super) async fn start(plan: &Plan) -> Result<Launched, EmbeddedError> {
    let mut launched = plan.launch().await?;
    let mut why = String::new();
    let outcome = tokio::select! {
        // A dying server may take connections to its last moment: hear of its death first.
        biased;
        end = launched.ended() => Err(Some(end)),
        ready = timeout(plan.settings.start_within, replica::bring_up(plan.port, &mut why)) => ready.map_err(|_| None),
    };
    match outcome {
        Ok(()) => Ok(launched),
        Err(Some(end)) => Err(plan.explain(&launched, end)),
        Err(None) => {
            let error = plan.explain_delay(&launched, why);
            launched.stop(plan.settings.stop_within).await?;
            Err(error)
        }
    }
}

/// Watches over a started server until told to stop, or until there is no point. The sender of `stop` being dropped
/// also means stop.
pub(super) async fn keep(
    launched: Launched,
    plan: Arc<Plan>,
    state: watch::Sender<ServerState>,
    stop: oneshot::Receiver<()>,
) -> Result<(), EmbeddedError> {
    let result = watch_over(launched, &plan, &state, stop).await;
    state.send_replace(match &result {
        Ok(()) => ServerState::Stopped,
        Err(error) => {
            tracing::error!(%error, "the embedded database is down for good");
            ServerState::Failed { why: error.to_string() }
        }
    });
    result
}

async fn watch_over(
    mut launched: Launched,
    plan: &Arc<Plan>,
    state: &watch::Sender<ServerState>,
    mut stop: oneshot::Receiver<()>,
) -> Result<(), EmbeddedError> {
    let mut deaths = Deaths::new(plan.settings.restart_after);
    loop {
        let since = Instant::now();
        let end = tokio::select! {
            _ = &mut stop => return launched.stop(plan.settings.stop_within).await,
            end = launched.ended() => end,
        };
        clear_away(plan, &launched, &end).await?;
        let mut why = plan.explain(&launched, end).to_string();
        let mut lived = since.elapsed();
        launched = loop {
            let Some(wait) = deaths.wait_after(lived) else {
                return Err(EmbeddedError::GaveUp { deaths: deaths.in_a_row, last: why });
            };
            tracing::error!(
                why,
                wait_ms = wait.as_millis(),
                "the embedded database died and is started again"
            );
            state.send_replace(ServerState::Restarting { why: why.clone() });
            let again = async {
                sleep(wait).await;
                start(plan).await
            };
            let again = tokio::select! {
                again = again => again,
                _ = &mut stop => return guard_is_gone(plan).await,
            };
            match again {
                Ok(launched) => break launched,
                Err(error) => {
                    why = error.to_string();
                    lived = Duration::ZERO;
                }
            }
        };
        tracing::info!(pid = launched.pid, "the embedded database is back");
        state.send_replace(ServerState::Running { pid: launched.pid });
    }
}

/// Makes sure that nothing of the dead server is left that would be in the way of the next.
async fn clear_away(plan: &Arc<Plan>, launched: &Launched, end: &End) -> Result<(), EmbeddedError> {
    if matches!(end, End::GuardGone) {
        let (pid, plan) = (launched.pid, Arc::clone(plan));
        blocking(move || {
            plan.folder.put_down(pid, plan.settings.stop_within);
            Ok(())
        })
        .await?;
    }
    guard_is_gone(plan).await
}

async fn guard_is_gone(plan: &Arc<Plan>) -> Result<(), EmbeddedError> {
    let plan = Arc::clone(plan);
    blocking(move || plan.folder.wait_for_guard(plan.settings.stop_within)).await
}

/// Runs what blocks where it may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EmbeddedError> + Send + 'static,
) -> Result<T, EmbeddedError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(why) => Err(EmbeddedError::Guard(why.to_string())),
    }
}

/// How often it died quickly, one after the other.
#[derive(Debug)]
struct Deaths {
    in_a_row: u32,
    first_wait: Duration,
}

impl Deaths {
    fn new(first_wait: Duration) -> Self {
        Self { in_a_row: 0, first_wait }
    }

    /// How long to wait before the next start, or nothing when there should be none.
    fn wait_after(&mut self, lived: Duration) -> Option<Duration> {
        self.in_a_row = if lived < QUICK { self.in_a_row.saturating_add(1) } else { 1 };
        if self.in_a_row >= ENOUGH {
            return None;
        }
        let doubled = self.first_wait.saturating_mul(2_u32.saturating_pow(self.in_a_row.saturating_sub(1)));
        Some(doubled.min(LONGEST_WAIT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST_WAIT: Duration = Duration::from_millis(200);

    #[test]
    fn patience_grows_and_ends() {
        let mut deaths = Deaths::new(FIRST_WAIT);
        let waits: Vec<_> = std::iter::from_fn(|| deaths.wait_after(Duration::from_secs(1))).collect();
        let milliseconds: Vec<_> = waits.iter().map(Duration::as_millis).collect();
        assert_eq!(milliseconds, [200, 400, 800, 1600, 3200, 6400]);
        assert_eq!(deaths.in_a_row, ENOUGH);
    }

    #[test]
    fn a_long_life_forgets_earlier_deaths() {
        let mut deaths = Deaths::new(FIRST_WAIT);
        for _ in 0..4 {
            deaths.wait_after(Duration::ZERO);
        }
        assert_eq!(deaths.wait_after(QUICK), Some(FIRST_WAIT));
        assert_eq!(deaths.wait_after(Duration::ZERO), Some(FIRST_WAIT * 2));
    }
}
