//! Archives leaving the house.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use shared::backups::{DownloadTicket, RunBackup};
use shared::id::BackupId;

use super::sending::{send_direct, send_stored};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::backups::service::Wanted;
use crate::domains::identity::{Public, Staff, may};
use crate::http::extract::{Path, ValidJson};
use crate::http::{ApiResult, RequestContext};

/// Get a link that downloads a backup once
///
/// So that the browser itself can stream the file. The link works once, within a minute.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    responses((status = 200, body = DownloadTicket)))]
#[post("/api/backups/{id}/download-ticket")]
async fn create_download_ticket(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    id: Path<BackupId>,
) -> ApiResult<Json<DownloadTicket>> {
    Ok(Json(state.backups.stored_ticket(id.0, staff.user.id, &staff.user.email).await?))
}

/// Get a link that streams a new backup once
///
/// The link dumps the database while it is being downloaded: nothing is kept here but the digest.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    request_body = RunBackup, responses((status = 200, body = DownloadTicket)))]
#[post("/api/backups/direct/download-ticket")]
async fn create_direct_download_ticket(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    asked: ValidJson<RunBackup>,
) -> ApiResult<Json<DownloadTicket>> {
    Ok(Json(state.backups.direct_ticket(asked.0, staff.user.id, &staff.user.email).await?))
}

/// Download by ticket
///
/// The ticket is the key, and is used up. A direct backup ends with a broken connection when its dump fails.
#[utoipa::path(tag = "backups", security(()),
    params(("ticket" = String, Path, description = "From a `download-ticket`")),
    responses(
        (status = 200, description = "The archive", content(("application/zstd"), ("application/gzip"), ("application/octet-stream"))),
        (status = 206, description = "The part that `Range` asked for",
            content(("application/zstd"), ("application/gzip"))),
    ))]
#[get("/api/backups/downloads/{ticket}")]
async fn download_by_ticket(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    ticket: Path<String>,
) -> ApiResult<HttpResponse> {
    let (user, ticket) = state.backups.redeem(&ticket.0).await?;
    let by = By::person(user, &ticket.email, &context);
    match ticket.what {
        Wanted::Stored(id) => send_stored(&state.backups, id, by, &request).await,
        Wanted::Direct(asked) => send_direct(&state.backups, asked, by).await,
    }
}

/// Download a backup
///
/// Whole, or the part that `Range` asks for. `Repr-Digest` carries the SHA-256 of the whole archive.
#[utoipa::path(tag = "backups", extensions(("x-who" = json!("staff"))),
    params(("id" = BackupId, Path, description = "The backup")),
    responses(
        (status = 200, description = "The archive", content(("application/zstd"), ("application/gzip"), ("application/octet-stream"))),
        (status = 206, description = "The part that `Range` asked for",
            content(("application/zstd"), ("application/gzip"))),
    ))]
#[get("/api/backups/{id}/download")]
async fn download_backup(
    staff: Staff<may::ManageBackups>,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    id: Path<BackupId>,
) -> ApiResult<HttpResponse> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    send_stored(&state.backups, id.0, by, &request).await
}
