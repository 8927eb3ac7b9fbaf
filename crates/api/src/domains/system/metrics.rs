//! The figures of this process, and what is measured when they are read.

use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use secrecy::ExposeSecret;

use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Gate};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// A Prometheus with the token of the configuration, or an administrator who manages the system.
pub struct Watcher;

impl FromRequest for Watcher {
    type Error = crate::http::ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if has_token(request) {
            return Gate::guard(request, std::future::ready(Ok(Self)));
        }
        let staff = Staff::<may::ManageSystem>::from_request(request, payload);
        Box::pin(async move { staff.await.map(|_| Self) })
    }
}

fn has_token(request: &HttpRequest) -> bool {
    let state = request.app_data::<Data<AppState>>();
    let wanted = state.and_then(|state| state.config.watching.metrics_token.as_ref());
    let shown =
        request.headers().get(AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    match (wanted, shown) {
        (Some(wanted), Some(shown)) => {
            let wanted = wanted.expose_secret().as_bytes();
            aws_lc_rs::constant_time::verify_slices_are_equal(wanted, shown).is_ok()
        }
        _ => false,
    }
}

/// All figures, as Prometheus reads them.
pub async fn render(state: &AppState) -> String {
    let metrics = &state.metrics;
    metrics.describe("avenue_uptime_seconds", "Seconds since the process began");
    metrics.measured("avenue_uptime_seconds", &[], state.started.elapsed().as_secs_f64());
    database(state).await;
    jobs(state).await;
    if let Some(redis) = &state.redis {
        metrics.describe("avenue_redis_up", "Whether Redis answers");
        metrics.measured("avenue_redis_up", &[], if redis.is_up() { 1.0 } else { 0.0 });
        metrics.describe("avenue_redis_losses", "How often Redis was lost since the process began");
        metrics.measured("avenue_redis_losses", &[], whole(redis.losses()));
    }
    metrics.render()
}

async fn database(state: &AppState) {
    let began = Instant::now();
    let ping = state.db.database().run_command(bson::doc! { "ping": 1 });
    let answers = matches!(tokio::time::timeout(PATIENCE, ping).await, Ok(Ok(_)));
    let metrics = &state.metrics;
    metrics.describe("avenue_database_up", "Whether the database answers");
    metrics.measured("avenue_database_up", &[], if answers { 1.0 } else { 0.0 });
    metrics.describe("avenue_database_ping_seconds", "How long the database took to answer");
    metrics.measured("avenue_database_ping_seconds", &[], began.elapsed().as_secs_f64());
}

/// Open jobs by kind and state. The outbox of mails is the kind `notifications.deliver`.
async fn jobs(state: &AppState) {
    let metrics = &state.metrics;
    metrics.describe("avenue_jobs_open", "Jobs that wait or run, by kind and status");
    metrics.describe("avenue_jobs_oldest_due_seconds", "How long the oldest due job has waited for a worker");
    let (open, due) = futures::join!(state.jobs.open_by_kind(), state.jobs.due_since());
    match open {
        Ok(open) => {
            metrics.forget("avenue_jobs_open");
            for open in open {
                let labels = [("kind", open.kind.as_str()), ("status", open.status.as_str())];
                metrics.measured("avenue_jobs_open", &labels, whole(open.count));
            }
        }
        Err(error) => tracing::warn!(%error, "open jobs could not be counted for the metrics"),
    }
    if let Ok(due) = due {
        let waits = due.map_or(0.0, |since| state.clock.now().duration_since(since).as_secs_f64());
        metrics.measured("avenue_jobs_oldest_due_seconds", &[], waits.max(0.0));
    }
}

/// A count as a figure; no count of ours comes near where that rounds.
fn whole(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
