//! Addresses of the old platform that take something else than their counterparts under `/api/backups`.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use shared::backups::{RunBackup, StartedBackup};

use super::sending::send_direct;
use super::{Accepted, accepted};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::{InPerson, Staff, may};
use crate::http::{ApiResult, RequestContext};

/// Take a complete backup of the platform's database (alias of `POST /api/backups`)
///
/// Takes no body.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    security(("bearer" = [])), responses((status = 202, body = StartedBackup)))]
#[post("/api/admin/backup/run")]
async fn run_admin_backup(
    staff: InPerson<Staff<may::ManageBackups>>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Accepted<StartedBackup>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.run(RunBackup::default(), staff.user.id, by).await?))
}

/// Download a new, complete backup directly
///
/// Streams a `.tar.gz` of the platform's database while it is being dumped. The connection breaks if the dump fails.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))), security(("bearer" = [])),
    responses((status = 200, description = "The archive", content_type = "application/gzip")))]
#[get("/api/admin/backup/download-direct-py")]
async fn download_admin_backup_direct(
    staff: InPerson<Staff<may::ManageBackups>>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    send_direct(&state.backups, RunBackup::default(), by).await
}
