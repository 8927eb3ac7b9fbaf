//! Backups one by one.

use actix_web::web::{Data, Json};
use actix_web::{delete, get, post};
use shared::backups::{
    Backup, BackupDetail, BackupQuery, CompareBackup, RestoreBackup, RunBackup, StartedBackup,
};
use shared::id::BackupId;
use shared::page::Page;
use shared::system::Job;

use super::{Accepted, accepted};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::{Fresh, Staff, may};
use crate::http::extract::{Path, ValidJson, ValidQuery};
use crate::http::{ApiResult, RequestContext};

/// Take a backup
///
/// A job writes it, re-reads it, and only then calls it finished. Without exclusions it is complete: empty collections,
/// views, GridFS, indexes and options included.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    request_body = RunBackup, responses((status = 202, body = StartedBackup)))]
#[post("/api/backups")]
async fn run_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    asked: ValidJson<RunBackup>,
) -> ApiResult<Accepted<StartedBackup>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.run(asked.0, staff.user.id, by).await?))
}

/// List backups
///
/// Newest first.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(BackupQuery), responses((status = 200, body = Page<Backup>)))]
#[get("/api/backups")]
async fn list_backups(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    query: ValidQuery<BackupQuery>,
) -> ApiResult<Json<Page<Backup>>> {
    Ok(Json(state.backups.list(query.0).await?))
}

/// Show a backup
///
/// With every collection in it, as its manifest says.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    responses((status = 200, body = BackupDetail)))]
#[get("/api/backups/{id}")]
async fn get_backup(
    _: Staff<may::ManageBackups>,
    state: Data<AppState>,
    id: Path<BackupId>,
) -> ApiResult<Json<BackupDetail>> {
    Ok(Json(state.backups.detail(id.0).await?))
}

/// Delete a backup
///
/// Its archive and its record, some days later (`AVENUE_BACKUP_DELETE_DELAY_DAYS`): the answer says when. Until then it
/// can be undone. The last complete backup of a database is refused with `last_one`.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    responses((status = 200, body = Backup)))]
#[delete("/api/backups/{id}")]
async fn delete_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<BackupId>,
) -> ApiResult<Json<Backup>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(Json(state.backups.delete(id.0, by).await?))
}

/// Undo the deletion of a backup
///
/// As long as its time has not come. It stays then, and the schedule does not let it go either. `conflict` when it is not
/// waiting to be deleted.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    responses((status = 200, body = Backup)))]
#[post("/api/backups/{id}/undelete")]
async fn undelete_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<BackupId>,
) -> ApiResult<Json<Backup>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(Json(state.backups.undelete(id.0, by).await?))
}

/// Verify a backup
///
/// A job re-reads every byte. Its result is a `Verification`; if anything is damaged it fails and says where.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    responses((status = 202, body = Job)))]
#[post("/api/backups/{id}/verify")]
async fn verify_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<BackupId>,
) -> ApiResult<Accepted<Job>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.verify(id.0, staff.user.id, by).await?))
}

/// Compare a backup with a database
///
/// A job holds them against each other document by document. Its result is a `Comparison`.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    request_body = CompareBackup, responses((status = 202, body = Job)))]
#[post("/api/backups/{id}/compare")]
async fn compare_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<BackupId>,
    asked: ValidJson<CompareBackup>,
) -> ApiResult<Accepted<Job>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.compare(id.0, asked.0, staff.user.id, by).await?))
}

/// Restore a backup into a new database
///
/// A job verifies, restores, builds indexes and compares. Its result is a `Restoration`. A database that holds anything
/// is refused, and so is the one that the platform lives in. Asks for a fresh sign-in.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    security(("bearer" = [])), params(("id" = BackupId, Path, description = "The backup")),
    request_body = RestoreBackup, responses((status = 202, body = Job)))]
#[post("/api/backups/{id}/restore")]
async fn restore_backup(
    staff: Fresh<Staff<may::RestoreBackups>>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<BackupId>,
    asked: ValidJson<RestoreBackup>,
) -> ApiResult<Accepted<Job>> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    Ok(accepted(state.backups.restore(id.0, asked.0, staff.user.id, by).await?))
}
