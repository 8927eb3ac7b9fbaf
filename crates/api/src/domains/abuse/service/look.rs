//! Looking at cases, for the staff.

use serde_json::json;
use shared::abuse::{AbuseCase, AbuseCaseQuery, AbuseCaseSummary};
use shared::error::ErrorCode;
use shared::id::AbuseCaseId;
use shared::page::Page;

use super::super::repo::cases::{self, CaseDoc};
use super::super::repo::reports::{self, ReportDoc};
use super::super::rules::decisions;
use super::targets;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, page};
use crate::said;

/// Reports that are shown with a case.
const MOST_SHOWN: usize = 200;

/// Cases: open ones the oldest first, decided ones the newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, query: &AbuseCaseQuery) -> ApiResult<Page<AbuseCaseSummary>> {
    let after: Option<AbuseCaseId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = cases::list(&state.database, query, after, limit.saturating_add(1)).await?;
    let lines = found.iter().map(CaseDoc::to_summary).collect();
    Ok(page::page(lines, limit, |case: &AbuseCaseSummary| case.id))
}

/// One case, whole. That somebody looked stands in the trail.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: AbuseCaseId,
) -> ApiResult<AbuseCase> {
    let case = find(state, id).await?;
    let what = target("abuse_case", id, None);
    let line = AuditEntry::new(By::person(who.id, &who.email, context), "abuse.look_at_case", what)
        .details(json!({ "kind": case.kind, "target_id": case.target_id }));
    state.audit.record(line, None).await?;
    whole(state, case).await
}

/// The case of that id.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn find(state: &AppState, id: AbuseCaseId) -> ApiResult<CaseDoc> {
    let found = cases::find(&state.database, id).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such case", "no existe esa denuncia"))
    })
}

/// A case with its reports and the files of what was reported.
///
/// # Errors
/// When the database fails.
pub async fn whole(state: &AppState, case: CaseDoc) -> ApiResult<AbuseCase> {
    let reported = reports::of_case(&state.database, case.id, None, MOST_SHOWN).await?;
    Ok(AbuseCase {
        summary: case.to_summary(),
        files: targets::files(state, &case.target()).await?,
        decisions: if case.open { decisions(case.kind).to_vec() } else { Vec::new() },
        excerpt: case.excerpt,
        reported: reported.iter().map(ReportDoc::to_report).collect(),
    })
}
