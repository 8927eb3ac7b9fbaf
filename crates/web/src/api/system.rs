//! Health, jobs, settings.

use shared::id::JobId;
use shared::page::Page;
use shared::system::{Health, Job, JobQuery, Settings};

use super::{ApiResult, delete, get, get_with};

/// How the platform is.
pub async fn health() -> ApiResult<Health> {
    get("/api/health").await
}

/// Jobs, newest first.
pub async fn jobs(query: &JobQuery) -> ApiResult<Page<Job>> {
    get_with("/api/system/jobs", query).await
}

/// One job.
pub async fn job(id: JobId) -> ApiResult<Job> {
    get(&format!("/api/system/jobs/{id}")).await
}

/// Asks a job to stop.
pub async fn cancel_job(id: JobId) -> ApiResult<()> {
    delete(&format!("/api/system/jobs/{id}")).await
}

/// The settings in force.
pub async fn settings() -> ApiResult<Settings> {
    get("/api/system/settings").await
}
