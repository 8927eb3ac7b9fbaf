//! Whether the process lives, and how its parts are.

use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use jiff::SignedDuration;
use shared::error::ErrorCode;
use shared::system::{Health, HealthFinding, HealthPart, HealthStatus};

use super::LIVENESS;
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::ApiResult;
use crate::http::pulse::Pulse;

/// Work that waits longer than this finds no worker.
const OVERDUE: SignedDuration = SignedDuration::from_secs(60);
/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What this reader may know.
pub async fn for_reader(state: &AppState, reader: Option<SignedIn>) -> Health {
    match reader {
        // Boxed, so that whoever only asks for the pulse does not carry the rest about.
        Some(SignedIn(user)) if !user.permissions.is_empty() => Box::pin(detail(state)).await,
        _ => liveness(state.started),
    }
}

/// What anybody may know: that the process answers.
fn liveness(started: Instant) -> Health {
    Health {
        status: HealthStatus::Ok,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        uptime_seconds: started.elapsed().as_secs(),
        parts: Vec::new(),
    }
}

/// The same, told before anything else looks at the request.
pub fn pulse(state: &AppState) -> Pulse {
    let started = state.started;
    Pulse::new(LIVENESS, move || HttpResponse::Ok().json(liveness(started)))
}

/// Every part, for an administrator. The status is that of the worst.
pub async fn detail(state: &AppState) -> Health {
    let parts = vec![database(state).await, disk(state), jobs(state).await, mail(state), redis(state).await];
    let worst = |wanted| parts.iter().any(|part| part.status == wanted);
    let status = if worst(HealthStatus::Down) {
        HealthStatus::Down
    } else if worst(HealthStatus::Degraded) {
        HealthStatus::Degraded
    } else {
        HealthStatus::Ok
    };
    Health { status, parts, ..liveness(state.started) }
}

async fn database(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let ping = state.db.database().run_command(bson::doc! { "ping": 1 });
    let (status, finding) = match tokio::time::timeout(PATIENCE, ping).await {
        Ok(Ok(_)) => (HealthStatus::Ok, HealthFinding::Answers),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database did not answer the health check");
            (HealthStatus::Down, HealthFinding::Fails)
        }
        Err(_) => (HealthStatus::Down, HealthFinding::Silent { seconds: PATIENCE.as_secs() }),
    };
    part("database", status, finding, started)
}

async fn jobs(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let (status, finding) = match state.jobs.due_since().await {
        Ok(Some(since)) => {
            let waits = state.clock.now().duration_since(since);
            let status = if waits > OVERDUE { HealthStatus::Degraded } else { HealthStatus::Ok };
            let seconds = u64::try_from(waits.as_secs()).unwrap_or_default();
            (status, HealthFinding::JobWaits { seconds })
        }
        Ok(None) => (HealthStatus::Ok, HealthFinding::NothingDue),
        Err(error) => {
            tracing::warn!(%error, "the job queue did not answer the health check");
            (HealthStatus::Down, HealthFinding::Fails)
        }
    };
    part("jobs", status, finding, started)
}

/// Without Redis the platform works, only less well: it is never down for that.
async fn redis(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let Some(redis) = &state.redis else {
        let finding = HealthFinding::NotShared;
        let (name, detail) = ("redis".to_owned(), finding.to_string());
        return HealthPart { name, status: HealthStatus::NotConfigured, finding, detail, milliseconds: None };
    };
    let (status, finding) = if redis.ping().await {
        (HealthStatus::Ok, HealthFinding::Answers)
    } else {
        (HealthStatus::Degraded, HealthFinding::Away)
    };
    part("redis", status, finding, started)
}

/// Whether this process can do its work: its database answers.
///
/// # Errors
/// [`ErrorCode::Unavailable`] when it does not.
pub async fn readiness(state: &AppState) -> ApiResult<Health> {
    match database(state).await.status {
        HealthStatus::Ok => Ok(liveness(state.started)),
        _ => Err(ErrorCode::Unavailable.into()),
    }
}

fn mail(state: &AppState) -> HealthPart {
    let (status, finding) = if state.config.mail.smtp.is_some() || state.config.mail.resend.is_some() {
        (HealthStatus::Ok, HealthFinding::MailServer)
    } else {
        (HealthStatus::NotConfigured, HealthFinding::MailboxOnly)
    };
    HealthPart { name: "mail".to_owned(), status, finding, detail: finding.to_string(), milliseconds: None }
}

fn disk(state: &AppState) -> HealthPart {
    let started = Instant::now();
    let (status, finding) = match rustix::fs::statvfs(&state.config.platform.data) {
        Ok(disk) => {
            let bytes = disk.f_bavail.saturating_mul(disk.f_frsize);
            let all = disk.f_blocks.saturating_mul(disk.f_frsize).max(1);
            let percent = bytes.saturating_mul(100) / all;
            let status = if percent < 20 { HealthStatus::Degraded } else { HealthStatus::Ok };
            (status, HealthFinding::Free { percent, bytes })
        }
        Err(error) => {
            tracing::warn!(%error, "the data folder cannot be read");
            (HealthStatus::Down, HealthFinding::Fails)
        }
    };
    part("disk", status, finding, started)
}

fn part(name: &str, status: HealthStatus, finding: HealthFinding, started: Instant) -> HealthPart {
    let milliseconds = u64::try_from(started.elapsed().as_millis()).ok();
    HealthPart { name: name.to_owned(), status, finding, detail: finding.to_string(), milliseconds }
}
