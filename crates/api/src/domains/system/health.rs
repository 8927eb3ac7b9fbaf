//! Whether the process lives, and how its parts are.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use shared::system::{Health, HealthPart, HealthStatus};

use crate::app::AppState;
use crate::domains::identity::SignedIn;

/// Work that waits longer than this finds no worker.
const OVERDUE: SignedDuration = SignedDuration::from_secs(60);

/// What this reader may know.
pub async fn for_reader(state: &AppState, reader: Option<SignedIn>) -> Health {
    match reader {
        Some(SignedIn(user)) if !user.permissions.is_empty() => detail(state).await,
        _ => liveness(state),
    }
}

/// What anybody may know: that the process answers.
pub fn liveness(state: &AppState) -> Health {
    Health {
        status: HealthStatus::Ok,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        uptime_seconds: state.started.elapsed().as_secs(),
        parts: Vec::new(),
    }
}

/// Every part, for an administrator. The status is that of the worst.
pub async fn detail(state: &AppState) -> Health {
    let parts = vec![database(state).await, disk(state), jobs(state).await, mail(state)];
    let worst = |wanted| parts.iter().any(|part| part.status == wanted);
    let status = if worst(HealthStatus::Down) {
        HealthStatus::Down
    } else if worst(HealthStatus::Degraded) {
        HealthStatus::Degraded
    } else {
        HealthStatus::Ok
    };
    Health { status, parts, ..liveness(state) }
}

async fn database(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let ping = state.db.database().run_command(bson::doc! { "ping": 1 });
    let answer = tokio::time::timeout(Duration::from_secs(2), ping).await;
    let (status, detail) = match answer {
        Ok(Ok(_)) => (HealthStatus::Ok, "answers".to_owned()),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database did not answer the health check");
            (HealthStatus::Down, "does not answer; the log says why".to_owned())
        }
        Err(_) => (HealthStatus::Down, "has not answered for 2 seconds".to_owned()),
    };
    part("database", status, detail, started)
}

async fn jobs(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let (status, detail) = match state.jobs.due_since().await {
        Ok(Some(since)) => {
            let waits = state.clock.now().duration_since(since);
            let status = if waits > OVERDUE { HealthStatus::Degraded } else { HealthStatus::Ok };
            (status, format!("the oldest due job has waited for {} s", waits.as_secs()))
        }
        Ok(None) => (HealthStatus::Ok, "nothing is due".to_owned()),
        Err(error) => {
            tracing::warn!(%error, "the job queue did not answer the health check");
            (HealthStatus::Down, "the queue does not answer; the log says why".to_owned())
        }
    };
    part("jobs", status, detail, started)
}

fn mail(state: &AppState) -> HealthPart {
    let (status, detail) = if state.config.mail.smtp.is_some() {
        (HealthStatus::Ok, "a mail server is configured")
    } else {
        (HealthStatus::NotConfigured, "no mail server; mails are kept in the mailbox of the data folder")
    };
    HealthPart { name: "mail".to_owned(), status, detail: detail.to_owned(), milliseconds: None }
}

fn disk(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let folder = &state.config.platform.data;
    let (status, detail) = match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let all = disk.f_blocks.saturating_mul(disk.f_frsize).max(1);
            let percent = free.saturating_mul(100) / all;
            let status = if percent < 20 { HealthStatus::Degraded } else { HealthStatus::Ok };
            (status, format!("{percent} % free ({} MiB) where the data folder is", free / 1_048_576))
        }
        Err(error) => (HealthStatus::Down, format!("the data folder cannot be read: {error}")),
    };
    part("disk", status, detail, started)
}

fn part(name: &str, status: HealthStatus, detail: String, started: Instant) -> HealthPart {
    let milliseconds = u64::try_from(started.elapsed().as_millis()).ok();
    HealthPart { name: name.to_owned(), status, detail, milliseconds }
}
