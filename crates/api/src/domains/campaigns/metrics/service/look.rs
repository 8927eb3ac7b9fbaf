//! Looking at figures and their screenshots.

use shared::campaigns::PostMetrics;
use shared::error::ErrorCode;
use shared::id::DeliverableId;
use shared::media::FileLink;

use super::super::super::applications::rules::Role;
use super::super::super::repo::metrics::{self, MetricsDoc};
use super::viewer;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// More than a post can have.
const MOST: usize = 100;

/// The figures of a deliverable, newest first: all of them to its creator, to the brand what was confirmed.
///
/// # Errors
/// When the database fails.
pub async fn of_deliverable(
    state: &AppState,
    deliverable: DeliverableId,
    role: Role,
) -> ApiResult<Vec<PostMetrics>> {
    let found = metrics::of_deliverable(&state.database, deliverable, MOST).await?;
    let seen = found.iter().filter(|metrics| role == Role::Creator || metrics.state.is_shown());
    Ok(seen.map(|metrics| metrics.to_metrics(viewer(role))).collect())
}

/// An address of a screenshot that is good for a moment. Whoever calls this has decided who may.
///
/// # Errors
/// [`ErrorCode::NotFound`] where there is none any more.
pub async fn link(state: &AppState, metrics: &MetricsDoc) -> ApiResult<FileLink> {
    let gone = || {
        ApiError::new(ErrorCode::NotFound).detail(said!("the screenshot is gone", "la captura ya no está"))
    };
    state.media.pass(metrics.file_id.ok_or_else(gone)?, None).await
}
