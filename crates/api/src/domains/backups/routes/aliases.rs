//! The addresses that the old platform had. Each does what its counterpart under `/api/backups` does.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::backups::{Attempt, BackupStatus, Diagnosis, PageQuery, RunBackup, StartedBackup};
use shared::page::Page;

use super::sending::send_direct;
use super::{Accepted, accepted};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::{Staff, may};
use crate::http::extract::ValidQuery;
use crate::http::{ApiResult, RequestContext};

/// Take a complete backup of the platform's database (alias of `POST /api/backups`)
///
/// Takes no body.
#[utoipa::path(tag = "backups", responses((status = 202, body = StartedBackup)))]
#[post("/api/admin/backup/run")]
async fn run_admin_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Accepted<StartedBackup>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.run(RunBackup::default(), staff.user.id, by).await?))
}

/// Tell where backups stand (alias of `GET /api/backups/status`)
#[utoipa::path(tag = "backups", responses((status = 200, body = BackupStatus)))]
#[get("/api/admin/backup/status")]
async fn get_admin_backup_status(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
) -> ApiResult<Json<BackupStatus>> {
    Ok(Json(state.backups.status().await?))
}

/// Download a new, complete backup directly
///
/// Streams a `.tar.gz` of the platform's database while it is being dumped. The connection breaks if the dump fails.
#[utoipa::path(tag = "backups",
    responses((status = 200, description = "The archive", content_type = "application/gzip")))]
#[get("/api/admin/backup/download-direct-py")]
async fn download_admin_backup_direct(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    send_direct(&state.backups, RunBackup::default(), by).await
}

/// Check whether a backup could be taken now (alias of `GET /api/backups/diagnose`)
#[utoipa::path(tag = "backups", responses((status = 200, body = Diagnosis)))]
#[get("/api/admin/backup/diagnose")]
async fn diagnose_admin_backup(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
) -> Json<Diagnosis> {
    Json(state.backups.diagnose(context.locale).await)
}

/// List attempts (alias of `GET /api/backups/diagnostics`)
#[utoipa::path(tag = "backups", params(PageQuery), responses((status = 200, body = Page<Attempt>)))]
#[get("/api/admin/backup/diagnostics")]
async fn list_admin_backup_attempts(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<Attempt>>> {
    Ok(Json(state.backups.attempts(&query.0).await?))
}
