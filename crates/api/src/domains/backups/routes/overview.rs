//! Where backups stand, when they are taken, and whether they could be.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use shared::backups::{Attempt, BackupDestinations, BackupStatus, Diagnosis, PageQuery, Schedule};
use shared::page::Page;
use shared::system::Job;

use super::{Accepted, accepted};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::{Staff, may};
use crate::http::extract::{ValidJson, ValidQuery};
use crate::http::{ApiResult, RequestContext};

/// Tell where backups stand
///
/// The last one, the last complete one, the last drill, the one being written, and when the next is due.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = BackupStatus)))]
#[get("/api/backups/status")]
async fn get_backup_status(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
) -> ApiResult<Json<BackupStatus>> {
    Ok(Json(state.backups.status().await?))
}

/// Show the schedule
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = Schedule)))]
#[get("/api/backups/schedule")]
async fn get_backup_schedule(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
) -> ApiResult<Json<Schedule>> {
    Ok(Json(state.backups.schedule().await?))
}

/// Change the schedule
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    request_body = Schedule, responses((status = 200, body = Schedule)))]
#[put("/api/backups/schedule")]
async fn set_backup_schedule(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    schedule: ValidJson<Schedule>,
) -> ApiResult<Json<Schedule>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(Json(state.backups.set_schedule(schedule.0, by).await?))
}

/// Check whether a backup could be taken now
///
/// Tries everything that a backup needs: connectivity, room, the folder. What was done before is in `diagnostics`.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = Diagnosis)))]
#[get("/api/backups/diagnose")]
async fn diagnose_backups(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
) -> Json<Diagnosis> {
    Json(state.backups.diagnose(context.locale).await)
}

/// Show where archives are kept
///
/// Every place with the part that it plays, who can read new archives if they are encrypted, and for how long a deleted
/// one can be had back.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = BackupDestinations)))]
#[get("/api/backups/destinations")]
async fn get_backup_destinations(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
) -> Json<BackupDestinations> {
    Json(state.backups.destinations())
}

/// List attempts
///
/// Every backup, verification, comparison, restore and drill of the last thirty days with its outcome, newest first.
/// Whether one could be taken now is in `diagnose`.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(PageQuery), responses((status = 200, body = Page<Attempt>)))]
#[get("/api/backups/diagnostics")]
async fn list_backup_attempts(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<Attempt>>> {
    Ok(Json(state.backups.attempts(&query.0).await?))
}

/// Look for archives without a record
///
/// A job holds the records against the folder: archives that lie there without a record are read and listed, those
/// that are gone are marked. Its result names the files: `{ found, missing, returned }`.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    responses((status = 202, body = Job)))]
#[post("/api/backups/reconcile")]
async fn reconcile_backups(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Accepted<Job>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.reconcile(staff.user.id, by).await?))
}
