//! Backups, restores, drills.

use shared::backups::{
    Attempt, Backup, BackupDestinations, BackupDetail, BackupQuery, BackupStatus, CompareBackup, Diagnosis,
    DownloadTicket, Drill, PageQuery, RestoreBackup, RunBackup, RunDrill, Schedule, StartedBackup,
};
use shared::id::BackupId;
use shared::page::Page;
use shared::system::Job;

use super::{ApiResult, begin, delete_from, get, get_with, post, put};

/// Takes a backup.
pub async fn run(body: &RunBackup) -> ApiResult<StartedBackup> {
    post("/api/backups", body).await
}

/// Backups, newest first.
pub async fn list(query: &BackupQuery) -> ApiResult<Page<Backup>> {
    get_with("/api/backups", query).await
}

/// Where backups stand.
pub async fn status() -> ApiResult<BackupStatus> {
    get("/api/backups/status").await
}

/// One backup with its manifest.
pub async fn detail(id: BackupId) -> ApiResult<BackupDetail> {
    get(&format!("/api/backups/{id}")).await
}

/// Says that a backup is to be deleted; the answer says when.
pub async fn remove(id: BackupId) -> ApiResult<Backup> {
    delete_from(&format!("/api/backups/{id}")).await
}

/// Has a backup back that is to be deleted.
pub async fn undelete(id: BackupId) -> ApiResult<Backup> {
    begin(&format!("/api/backups/{id}/undelete")).await
}

/// Where archives are kept.
pub async fn destinations() -> ApiResult<BackupDestinations> {
    get("/api/backups/destinations").await
}

/// Verifies an archive.
pub async fn verify(id: BackupId) -> ApiResult<Job> {
    begin(&format!("/api/backups/{id}/verify")).await
}

/// Holds an archive against a live database.
pub async fn compare(id: BackupId, body: &CompareBackup) -> ApiResult<Job> {
    post(&format!("/api/backups/{id}/compare"), body).await
}

/// Restores an archive into a named database.
pub async fn restore(id: BackupId, body: &RestoreBackup) -> ApiResult<Job> {
    post(&format!("/api/backups/{id}/restore"), body).await
}

/// A link that downloads an archive once.
pub async fn download_ticket(id: BackupId) -> ApiResult<DownloadTicket> {
    begin(&format!("/api/backups/{id}/download-ticket")).await
}

/// A link that streams a new `.tar.gz` once.
pub async fn direct_ticket(body: &RunBackup) -> ApiResult<DownloadTicket> {
    post("/api/backups/direct/download-ticket", body).await
}

/// Certificates of drills, newest first.
pub async fn drills(query: &PageQuery) -> ApiResult<Page<Drill>> {
    get_with("/api/backups/drills", query).await
}

/// Runs a drill.
pub async fn drill(body: &RunDrill) -> ApiResult<Job> {
    post("/api/backups/drills", body).await
}

/// The schedule.
pub async fn schedule() -> ApiResult<Schedule> {
    get("/api/backups/schedule").await
}

/// Changes the schedule.
pub async fn set_schedule(body: &Schedule) -> ApiResult<Schedule> {
    put("/api/backups/schedule", body).await
}

/// Whether a backup could be taken now.
pub async fn diagnose() -> ApiResult<Diagnosis> {
    get("/api/backups/diagnose").await
}

/// Every attempt, newest first.
pub async fn attempts(query: &PageQuery) -> ApiResult<Page<Attempt>> {
    get_with("/api/backups/diagnostics", query).await
}
