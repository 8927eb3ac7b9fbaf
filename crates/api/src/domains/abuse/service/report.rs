//! Reporting something.

use bson::DateTime;
use jiff::SignedDuration;
use serde_json::json;
use shared::abuse::{CreateAbuseReport, OwnAbuseReport, OwnAbuseReportQuery};
use shared::error::ErrorCode;
use shared::id::{AbuseCaseId, AbuseReportId, UserId};
use shared::identity::Permission;
use shared::page::Page;

use super::super::repo::cases::{self, CaseDoc};
use super::super::repo::reports::{self, ReportDoc};
use super::{targets, tell};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::{CurrentUser, Limit, staff_with, take_try};
use crate::http::{ApiResult, RequestContext, in_kept_transaction, page};
use crate::infra::ids::new_id;

/// Reports of one person: so many at once, and then one each ten minutes.
const REPORTING: Limit = Limit { burst: 20, every: SignedDuration::from_mins(10) };

/// Reports something to the staff.
///
/// # Errors
/// [`ErrorCode::NotFound`] for what is not there to this person; [`ErrorCode::Forbidden`] for what is their own;
/// [`ErrorCode::AlreadyReported`]; [`ErrorCode::TooManyRequests`].
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: CreateAbuseReport,
) -> ApiResult<OwnAbuseReport> {
    let found = targets::find(state, who, &body.target).await?;
    take_try(state, format!("abuse:{}", who.id), REPORTING).await?;
    let staff: Vec<UserId> = staff_with(&state.database, Permission::ManageMarketplace)
        .await?
        .into_iter()
        .map(|colleague| colleague.id)
        .collect();
    let (report_id, case_id) = (AbuseReportId::new(new_id()), AbuseCaseId::new(new_id()));
    let words = body.words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let made = in_kept_transaction(&state.db, async |transaction| {
        let at = DateTime::from_jiff(state.clock.now());
        let open = cases::open_of(&state.database, transaction, &body.target).await?;
        let report = ReportDoc {
            id: report_id,
            case_id: open.as_ref().map_or(case_id, |case| case.id),
            reporter: who.id,
            kind: body.target.kind,
            target_id: body.target.id.clone(),
            reason: body.reason,
            words: words.clone(),
            at,
            open: true,
        };
        // One's own report first: of many at once all but one end here, and never wait for the case.
        reports::insert(&state.database, transaction, &report).await?;
        match &open {
            Some(case) => {
                if !cases::count_report(&state.database, transaction, case.id, at).await? {
                    return Err(ErrorCode::Conflict.into());
                }
            }
            None => {
                let case = CaseDoc {
                    id: case_id,
                    kind: report.kind,
                    target_id: report.target_id.clone(),
                    label: found.label.clone(),
                    owner: found.owner,
                    excerpt: found.excerpt.clone(),
                    reports: 1,
                    first_at: at,
                    last_at: at,
                    open: true,
                    decided: None,
                };
                cases::insert(&state.database, transaction, &case).await?;
                tell::reported(state, transaction, &case, staff.clone()).await?;
            }
        }
        // By kind alone: what somebody is called, or wrote, has no business in the trail.
        let line = AuditEntry::new(
            By::person(who.id, &who.email, context),
            "abuse.create_report",
            target("abuse_case", report.case_id, None),
        )
        .details(json!({ "kind": report.kind, "target_id": report.target_id, "reason": report.reason }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(report.to_own())
    })
    .await?;
    state.jobs.wake();
    Ok(made)
}

/// What somebody reported, the newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn mine(
    state: &AppState,
    user: UserId,
    query: &OwnAbuseReportQuery,
) -> ApiResult<Page<OwnAbuseReport>> {
    let after: Option<AbuseReportId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = reports::of_user(&state.database, user, after, limit.saturating_add(1)).await?;
    let lines = found.iter().map(ReportDoc::to_own).collect();
    Ok(page::page(lines, limit, |report: &OwnAbuseReport| report.id))
}
