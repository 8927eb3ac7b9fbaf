//! What the domain does with the figures of posts, a file for each that acts. Whatever changes something records it in the
//! same transaction.

pub mod brand;
pub mod creator;
pub mod dashboard;
pub mod forget;
pub mod look;
pub mod reading;
pub mod report;
pub mod staff;

use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::{Value, json};
use shared::campaigns::MetricsState;
use shared::error::ErrorCode;

use super::super::applications::rules::Role;
use super::super::repo::metrics::{self, Change, MetricsDoc, Viewer};
use super::super::rules::spanish;
use super::access::MetricsOf;
use super::rules::{self, Refusal, Step};
use super::tell;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::said;

/// Who moves which figures on.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The person.
    pub who: &'a CurrentUser,
    /// What they are to it.
    pub role: Role,
    /// The figures as they were read.
    pub metrics: &'a MetricsDoc,
    /// The request.
    pub context: &'a RequestContext,
}

impl<'a> Hand<'a> {
    /// As an extractor found it.
    pub const fn of<D>(found: &'a MetricsOf<D>, context: &'a RequestContext) -> Self {
        let MetricsOf { user, role, metrics, .. } = found;
        Self { who: user, role: *role, metrics, context }
    }

    fn by(&self) -> By {
        By::person(self.who.id, &self.who.email, self.context)
    }
}

/// For whose eyes somebody of this role looks.
pub const fn viewer(role: Role) -> Viewer {
    match role {
        Role::Creator => Viewer::Creator,
        _ => Viewer::Brand,
    }
}

/// Where figures stand after a step.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for who may not; [`ErrorCode::MoveNotAllowed`] from where they stand.
fn decide(metrics: &MetricsDoc, step: Step, role: Role) -> ApiResult<MetricsState> {
    rules::after(metrics.state, step, role).map_err(|refusal| match refusal {
        Refusal::NotYours => ErrorCode::Forbidden.into(),
        Refusal::NotNow => {
            let (state, stand) = (metrics.state.as_str(), spanish::figures(metrics.state));
            let (en, es) = step.words();
            ApiError::new(ErrorCode::MoveNotAllowed)
                .detail(said!("figures that are {state} cannot be {en}", "las cifras {stand} no {es}"))
        }
    })
}

/// A step that was decided on.
struct Turn {
    step: Step,
    after: MetricsState,
    change: Change,
    by: By,
    /// What the trail says besides. No words of people: an erasure leaves the trail.
    details: Value,
}

/// Takes a step, and tells of it, in the caller's transaction.
async fn turn(
    state: &AppState,
    session: &mut ClientSession,
    before: &MetricsDoc,
    turn: &Turn,
    now: Timestamp,
) -> ApiResult<MetricsDoc> {
    let turned = metrics::turn(&state.database, session, before, turn.after, &turn.change, now).await?;
    record(state, session, before, action(turn.step), turn.by.clone(), turn.details.clone()).await?;
    tell::done(state, session, &turned, turn.step).await?;
    Ok(turned)
}

async fn record(
    state: &AppState,
    session: &mut ClientSession,
    metrics: &MetricsDoc,
    action: &'static str,
    by: By,
    details: Value,
) -> ApiResult<()> {
    let what = target("metrics", metrics.id, Some(&metrics.campaign_title));
    let line = AuditEntry::new(by, action, what);
    let line = if details.is_null() { line } else { line.details(details) };
    Ok(state.audit.record(line, Some(session)).await?)
}

/// How a step is called in the audit trail.
const fn action(step: Step) -> &'static str {
    match step {
        Step::Read => "campaigns.read_metrics",
        Step::GiveUp => "campaigns.give_up_metrics",
        Step::Confirm => "campaigns.confirm_metrics",
        Step::Question => "campaigns.question_metrics",
        Step::Discard => "campaigns.discard_metrics",
    }
}

/// What the trail says of whose figures they are.
fn about(metrics: &MetricsDoc) -> Value {
    json!({ "deliverable_id": metrics.deliverable_id })
}
