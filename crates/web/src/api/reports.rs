//! Lists as spreadsheets, and reports to print.

use shared::backups::DownloadTicket;
use shared::campaigns::{AskReport, Report};
use shared::id::JobId;
use web_sys::ReadableStream;

use super::{ApiResult, begin, client, get, post};

/// What one asked for lately.
pub async fn list() -> ApiResult<Vec<Report>> {
    get("/api/campaigns/reports").await
}

/// Asks for a report.
pub async fn ask(path: &str, body: &AskReport) -> ApiResult<Report> {
    post(&format!("/api/campaigns/reports/{path}"), body).await
}

/// A link that downloads it once.
pub async fn ticket(id: JobId) -> ApiResult<DownloadTicket> {
    begin(&format!("/api/campaigns/reports/{id}/download-ticket")).await
}

/// A spreadsheet, as it comes.
pub async fn sheet(path: &str) -> ApiResult<ReadableStream> {
    client::open(&format!("/api/campaigns/reports/{path}"), &[]).await
}
