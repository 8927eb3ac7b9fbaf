//! What the staff does: looks at all figures, and doubts some.

use bson::DateTime;
use shared::campaigns::{ManagedMetrics, ManagedMetricsQuery, QuestionMetrics, QuestionSide};
use shared::error::ErrorCode;
use shared::id::MetricsId;
use shared::media::FileLink;
use shared::page::Page;

use super::super::super::applications::rules::Role;
use super::super::super::repo::metrics::{self, MetricsDoc};
use super::super::rules::Step;
use super::{Turn, about, brand, decide, look, record, turn};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiResult, RequestContext, in_kept_transaction, page};

/// The figures that `query` asks for, newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, query: &ManagedMetricsQuery) -> ApiResult<Page<ManagedMetrics>> {
    let after: Option<MetricsId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let count = limit.saturating_add(1);
    let found = metrics::managed(&state.database, query.state, query.reused, after, count).await?;
    let lines = found.iter().map(MetricsDoc::to_managed).collect();
    Ok(page::page(lines, limit, |line: &ManagedMetrics| line.metrics.id))
}

/// Doubts figures; both sides are told.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::MoveNotAllowed`] unless they are confirmed; [`ErrorCode::Conflict`] when somebody
/// was faster.
pub async fn question(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: MetricsId,
    body: QuestionMetrics,
) -> ApiResult<ManagedMetrics> {
    let found = find(state, id).await?;
    let after = decide(&found, Step::Question, Role::Platform)?;
    let now = state.clock.now();
    let decided = Turn {
        step: Step::Question,
        after,
        change: brand::doubt(QuestionSide::Staff, &body, DateTime::from_jiff(now)),
        by: By::person(who.id, &who.email, context),
        details: about(&found),
    };
    let done = in_kept_transaction(&state.db, async |transaction| {
        Ok(turn(state, transaction, &found, &decided, now).await?.to_managed())
    })
    .await?;
    state.jobs.wake();
    Ok(done)
}

/// An address of a screenshot that is good for a moment. That it was asked for stands in the trail.
///
/// # Errors
/// [`ErrorCode::NotFound`] where there is none, or none any more.
pub async fn link(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: MetricsId,
) -> ApiResult<FileLink> {
    let found = find(state, id).await?;
    let link = look::link(state, &found).await?;
    let by = By::person(who.id, &who.email, context);
    in_kept_transaction(&state.db, async |transaction| {
        record(state, transaction, &found, "campaigns.open_metrics", by.clone(), about(&found)).await
    })
    .await?;
    Ok(link)
}

async fn find(state: &AppState, id: MetricsId) -> ApiResult<MetricsDoc> {
    metrics::find(&state.database, id).await?.ok_or_else(|| ErrorCode::NotFound.into())
}
