//! Downloading a report, and what becomes of its file.

use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::DownloadTicket;
use shared::error::ErrorCode;
use shared::id::{JobId, UserId};

use super::super::super::parties;
use super::super::super::repo::reports::{self, ReportDoc};
use super::super::super::rules::moves::Actor;
use crate::app::AppState;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{JobContext, JobFailure};
use crate::infra::object_store::Reading;
use crate::said;

/// What the tickets are for.
const TICKET: &str = "campaigns.report";
/// Long enough for a browser to follow a link.
const LIFETIME: Duration = Duration::from_secs(60);

#[derive(Debug, Serialize, Deserialize)]
struct Ticket {
    report: JobId,
}

/// A link that downloads a report once.
///
/// # Errors
/// [`ErrorCode::NotFound`] when somebody else asked for it, when it is not there, and for who left the brand.
pub async fn ticket(state: &AppState, who: &CurrentUser, id: JobId) -> ApiResult<DownloadTicket> {
    let gone = || {
        ApiError::new(ErrorCode::NotFound)
            .detail(said!("there is no such report to download", "no hay un informe así para descargar"))
    };
    let report = own(state, who.id, id).await?.ok_or_else(gone)?;
    if !report.is_there(state.clock.now()) {
        return Err(gone());
    }
    let issued = state.tickets.issue(TICKET, who.id, &Ticket { report: id }, LIFETIME).await?;
    let url = format!("/api/campaigns/reports/files/{}", issued.ticket);
    Ok(DownloadTicket { url, expires_at: issued.expires_at })
}

/// A report that somebody asked for and may still have.
async fn own(state: &AppState, who: UserId, id: JobId) -> ApiResult<Option<ReportDoc>> {
    let found = reports::find(&state.database, id).await?.filter(|report| report.user_id == who);
    let Some(report) = found else { return Ok(None) };
    if let Some(brand) = report.for_brand
        && parties::actor(state, who, brand).await? == Actor::Outsider
    {
        return Ok(None);
    }
    Ok(Some(report))
}

/// Takes a ticket back for the file that it stands for.
///
/// # Errors
/// [`ErrorCode::LinkExpired`].
pub async fn open(state: &AppState, ticket: &str) -> ApiResult<(ReportDoc, u64, Reading)> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    let redeemed = state.tickets.redeem::<Ticket>(TICKET, ticket).await?.ok_or_else(gone)?;
    let report = own(state, redeemed.user, redeemed.payload.report).await?.ok_or_else(gone)?;
    let unread = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => gone(),
        _ => ApiError::internal(error),
    };
    let name = reports::file(report.id);
    let bytes = state.files.head(&name).await.map_err(unread)?.bytes;
    let reader = state.files.get(&name, 0, bytes).await.map_err(unread)?;
    Ok((report, bytes, reader))
}

/// The job that removes a report when its week is over.
///
/// # Errors
/// When the place for files fails.
pub async fn forget(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    #[derive(Deserialize)]
    struct Which {
        report: JobId,
    }
    let Which { report } = job.payload()?;
    let removed = state.files.delete(&reports::file(report)).await;
    removed.map_err(|error| JobFailure::Retry(format!("the place for files failed: {error}")))?;
    Ok(json!({ "removed": report }))
}

/// Removes what a person had printed.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn forget_person(state: &AppState, user: UserId) -> ApiResult<()> {
    for report in reports::all_of_user(&state.database, user).await? {
        state.files.delete(&reports::file(report.id)).await.map_err(ApiError::internal)?;
    }
    reports::forget(&state.database, user).await
}
