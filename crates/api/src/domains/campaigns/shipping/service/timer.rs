//! What happens when nobody acts. For jobs, so the futures here move between threads.

use futures::FutureExt;
use serde_json::json;
use shared::id::ApplicationId;

use super::super::super::applications::rules::Role;
use super::super::super::repo::campaigns;
use super::super::super::repo::shipments::{self, Change};
use super::super::rules::{self, Step};
use super::super::tell;
use super::{Turn, turn};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::http::{ApiResult, in_sendable_transaction};

/// Reminds of a stage or ends it, if the shipment still is in it. Whether it was.
///
/// # Errors
/// [`shared::error::ErrorCode::Conflict`] when somebody moved it at the same moment.
pub async fn ring(state: &AppState, id: ApplicationId, revision: u32, end: bool) -> ApiResult<bool> {
    let found = shipments::find(&state.database, id).await?;
    let Some(shipment) = found.filter(|shipment| shipment.revision == revision) else { return Ok(false) };
    let Some(campaign) = campaigns::find(&state.database, shipment.campaign_id).await? else {
        return Ok(false);
    };
    let Ok(after) = rules::after(shipment.state, Step::Expire, Role::Platform, campaign.state) else {
        return Ok(false);
    };
    let now = state.clock.now();
    let late = after == shipment.state;
    let decided = Turn {
        step: Step::Expire,
        after,
        change: Change { overdue: late, ..Change::default() },
        by_brand: false,
        by: By::system(),
        details: json!({ "was": shipment.state.as_str() }),
    };
    let context = (state.clone(), shipment, decided);
    in_sendable_transaction(&state.db, context, move |session, (state, shipment, decided)| {
        async move {
            if end {
                turn(state, session, shipment, decided, now).await?;
            } else {
                tell::remind(state, session, shipment).await?;
            }
            Ok(true)
        }
        .boxed()
    })
    .await
}
