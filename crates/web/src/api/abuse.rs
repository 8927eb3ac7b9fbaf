//! Reports of abuse: one's own, and the cases that the staff decides.

use shared::abuse::{
    AbuseCase, AbuseCaseQuery, AbuseCaseSummary, CreateAbuseReport, DecideAbuseCase, OwnAbuseReport,
    OwnAbuseReportQuery,
};
use shared::id::AbuseCaseId;
use shared::page::Page;

use super::{ApiResult, get, get_with, post};

/// Reports something to the staff.
pub async fn report(body: &CreateAbuseReport) -> ApiResult<OwnAbuseReport> {
    post("/api/abuse/reports", body).await
}

/// What one reported, newest first.
pub async fn mine(query: &OwnAbuseReportQuery) -> ApiResult<Page<OwnAbuseReport>> {
    get_with("/api/abuse/reports/mine", query).await
}

/// Cases: open ones the oldest first, decided ones the newest first.
pub async fn cases(query: &AbuseCaseQuery) -> ApiResult<Page<AbuseCaseSummary>> {
    get_with("/api/abuse/cases", query).await
}

/// One case, whole. That somebody looked is recorded.
pub async fn case(id: AbuseCaseId) -> ApiResult<AbuseCase> {
    get(&format!("/api/abuse/cases/{id}")).await
}

/// Decides a case, and does what was decided.
pub async fn decide(id: AbuseCaseId, body: &DecideAbuseCase) -> ApiResult<AbuseCase> {
    post(&format!("/api/abuse/cases/{id}/decide"), body).await
}
