//! What the domain does with shipments. Whatever changes something records it in the same transaction.

pub mod moves;
pub mod read;
pub mod timer;

use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::Value;
use shared::campaigns::ShipmentState;

use super::super::repo::shipments::{self, Change, ShipmentDoc};
use super::super::work;
use super::rules::{self, Step};
use super::{jobs, tell};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::ApiResult;

/// A step that was decided on.
struct Turn {
    step: Step,
    after: ShipmentState,
    change: Change,
    /// Whether somebody of the brand took it.
    by_brand: bool,
    by: By,
    details: Value,
}

/// Takes a step, and what follows from it, in the caller's transaction.
async fn turn(
    state: &AppState,
    session: &mut ClientSession,
    before: &ShipmentDoc,
    turn: &Turn,
    now: Timestamp,
) -> ApiResult<ShipmentDoc> {
    let due = if turn.step == Step::Expire && turn.after == before.state {
        None
    } else if turn.after == before.state {
        before.due_at.map(bson::DateTime::to_jiff)
    } else {
        rules::due(turn.after, before.timing, now)
    };
    let turned =
        shipments::turn(&state.database, session, before, turn.after, due, &turn.change, now).await?;
    let what = target("shipment", before.application_id, Some(&before.campaign_title));
    let line = AuditEntry::new(turn.by.clone(), action(turn.step), what);
    let line = if turn.details.is_null() { line } else { line.details(turn.details.clone()) };
    state.audit.record(line, Some(&mut *session)).await?;
    tell::done(state, session, &turned, turn.step, turn.by_brand).await?;
    for timer in jobs::timers(&turned, now) {
        state.jobs.enqueue(timer, Some(&mut *session)).await?;
    }
    if turned.state.is_final() {
        work::start(state, session, before.application_id, now).await?;
    }
    Ok(turned)
}

/// Asks where to and sets the first timers, in the transaction of the signature.
///
/// # Errors
/// When the database fails.
pub async fn begin_shipment(
    state: &AppState,
    session: &mut ClientSession,
    shipment: &ShipmentDoc,
    now: Timestamp,
) -> ApiResult<()> {
    tell::begun(state, session, shipment).await?;
    for timer in jobs::timers(shipment, now) {
        state.jobs.enqueue(timer, Some(&mut *session)).await?;
    }
    Ok(())
}

/// How a step is called in the audit trail.
const fn action(step: Step) -> &'static str {
    match step {
        Step::Address => "campaigns.set_shipment_address",
        Step::Dispatch => "campaigns.send_shipment",
        Step::Receive => "campaigns.receive_shipment",
        Step::Report => "campaigns.report_shipment",
        Step::Waive => "campaigns.waive_shipment",
        Step::Expire => "campaigns.expire_shipment",
    }
}
