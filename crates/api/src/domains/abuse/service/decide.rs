//! Deciding a case.

use bson::DateTime;
use serde_json::json;
use shared::abuse::{AbuseCase, DecideAbuseCase};
use shared::error::ErrorCode;
use shared::id::AbuseCaseId;

use super::super::jobs;
use super::super::repo::cases::{self, CaseDoc, DecidedDoc};
use super::super::repo::reports;
use super::super::rules::decisions;
use super::look::{find, whole};
use super::targets;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::said;

/// Decides a case and does what was decided, all or nothing. Whoever reported is told by a job.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::ValidationFailed`] on what cannot be decided about such a thing;
/// [`ErrorCode::MoveNotAllowed`] when it is decided already, or a campaign is completed; [`ErrorCode::Conflict`] when somebody was
/// faster.
pub async fn decide(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: AbuseCaseId,
    body: &DecideAbuseCase,
) -> ApiResult<AbuseCase> {
    let before = find(state, id).await?;
    if !before.open {
        return Err(ApiError::new(ErrorCode::MoveNotAllowed)
            .detail(said!("the case is decided already", "la denuncia ya está decidida")));
    }
    let possible = decisions(before.kind);
    if !possible.contains(&body.decision) {
        let words: Vec<&str> = possible.iter().map(|decision| decision.as_str()).collect();
        let what = before.kind.as_str();
        return Err(ApiError::field("decision", format!("must be {} for a {what}", words.join(" or "))));
    }
    let reason = body.reason.trim();
    let decided: CaseDoc = in_kept_transaction(&state.db, async |transaction| {
        let at = DateTime::from_jiff(state.clock.now());
        let decided = DecidedDoc { decision: body.decision, reason: reason.to_owned(), by: who.id, at };
        // First, so that of two who decide one ends here.
        let case = cases::decide(&state.database, transaction, id, &decided).await?;
        let case = case.ok_or_else(|| ApiError::new(ErrorCode::Conflict))?;
        reports::close(&state.database, transaction, id).await?;
        let about = case.target();
        targets::carry_out(state, transaction, context, who, &about, body.decision, reason).await?;
        state.jobs.enqueue(jobs::tell_decided(id), Some(&mut *transaction)).await?;
        let line = AuditEntry::new(
            By::person(who.id, &who.email, context),
            "abuse.decide_case",
            target("abuse_case", id, None),
        )
        .details(json!({
            "kind": case.kind, "target_id": case.target_id, "decision": body.decision, "reason": reason,
        }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(case)
    })
    .await?;
    state.jobs.wake();
    whole(state, decided).await
}
