//! What the creator does: vouches for figures, or throws them away.

use serde_json::json;
use shared::campaigns::{ConfirmMetrics, ConfirmedFigure, PostMetrics, audience, interactions};
use shared::figures::{FigureKind, FigureValue};
use shared::money::{Currency, Money};

use super::super::super::repo::counted::{self, FiguresDoc};
use super::super::super::repo::metrics::{Change, MetricsDoc, Viewer};
use super::super::super::repo::{deliverables, pictures, signatures};
use super::super::rules::{self, Step};
use super::{Hand, Turn, about, decide, turn};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, in_kept_transaction};

/// Vouches for figures: the brand sees them, and they count from now on.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] from where they stand; [`shared::error::ErrorCode::Conflict`] when somebody was faster.
pub async fn confirm(state: &AppState, hand: Hand<'_>, body: ConfirmMetrics) -> ApiResult<PostMetrics> {
    let after = decide(hand.metrics, Step::Confirm, hand.role)?;
    let cost = cost(state, hand.metrics).await?;
    let counting = counting(hand.metrics, &body.figures, &cost);
    let mut confirmed = body.figures;
    confirmed.sort_by_key(|figure| figure.kind);
    let note = body.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let details = json!({ "deliverable_id": hand.metrics.deliverable_id, "figures": confirmed });
    let decided = Turn {
        step: Step::Confirm,
        after,
        change: Change { confirmed: Some((confirmed, note)), ..Change::default() },
        by: hand.by(),
        details,
    };
    let now = state.clock.now();
    let done = in_kept_transaction(&state.db, async |transaction| {
        let turned = turn(state, transaction, hand.metrics, &decided, now).await?;
        counted::put(&state.database, transaction, &counting).await?;
        Ok(turned.to_metrics(Viewer::Creator))
    })
    .await?;
    state.jobs.wake();
    Ok(done)
}

/// What the post cost: its share of what was signed.
async fn cost(state: &AppState, metrics: &MetricsDoc) -> ApiResult<Vec<Money>> {
    let signature = signatures::of(&state.database, metrics.application_id).await?;
    let signature = signature.ok_or_else(|| ApiError::internal("a deliverable without a signature"))?;
    let owed = deliverables::of_application(&state.database, metrics.application_id).await?.len();
    let owed = u32::try_from(owed).unwrap_or(u32::MAX);
    Ok(rules::cost(&signature.compensation, metrics.number, owed))
}

/// What counts of figures that are vouched for.
pub fn counting(metrics: &MetricsDoc, figures: &[ConfirmedFigure], cost: &[Money]) -> FiguresDoc {
    let reach = figures.iter().find(|figure| figure.kind == FigureKind::Reach);
    let reach = reach.and_then(|figure| match figure.value {
        FigureValue::Count(count) => Some(count.value),
        FigureValue::Percent(_) | FigureValue::Duration(_) => None,
    });
    let of = |currency: Currency| {
        let parts = cost.iter().filter(|part| part.currency == currency);
        parts.fold(0_i64, |sum, part| sum.saturating_add(part.amount))
    };
    FiguresDoc {
        deliverable_id: metrics.deliverable_id,
        metrics_id: metrics.id,
        application_id: metrics.application_id,
        campaign_id: metrics.campaign_id,
        brand_id: metrics.brand_id,
        creator_id: metrics.creator_id,
        user_id: metrics.user_id,
        platform: metrics.platform,
        day: metrics.day.clone(),
        views: audience(figures),
        reach,
        interactions: interactions(figures),
        pyg: of(Currency::Pyg),
        eur: of(Currency::Eur),
        ars: of(Currency::Ars),
        usd: of(Currency::Usd),
    }
}

/// Throws figures away that nobody else has seen, with their screenshot.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] once they were confirmed; [`shared::error::ErrorCode::Conflict`] when somebody was faster.
pub async fn discard(state: &AppState, hand: Hand<'_>) -> ApiResult<PostMetrics> {
    let after = decide(hand.metrics, Step::Discard, hand.role)?;
    let decided = Turn {
        step: Step::Discard,
        after,
        change: Change::default(),
        by: hand.by(),
        details: about(hand.metrics),
    };
    let now = state.clock.now();
    let done = in_kept_transaction(&state.db, async |transaction| {
        let turned = turn(state, transaction, hand.metrics, &decided, now).await?;
        pictures::remove(&state.database, transaction, hand.metrics.id).await?;
        Ok(turned.to_metrics(Viewer::Creator))
    })
    .await?;
    if let Some(file) = hand.metrics.file_id {
        state.media.remove_file(file).await?;
    }
    Ok(done)
}
