//! What the domain does with deliverables, a file for each side. Whatever changes something records it in the same
//! transaction.

pub mod brand;
pub mod comments;
pub mod creator;
pub mod files;
pub mod forget;
pub mod read;
pub mod timer;

use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::Value;
use shared::campaigns::{DeliverableState, DeliverableWork};
use shared::error::ErrorCode;

use super::super::applications::rules::Role;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::repo::deliverables::{self, Change};
use super::super::rules::spanish;
use super::super::{parties, rights};
use super::access::PieceOf;
use super::rules::{self, Facts, Refusal, Step};
use super::{jobs, tell};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::said;

/// Who moves which deliverable on.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The person.
    pub who: &'a CurrentUser,
    /// What they are to it.
    pub role: Role,
    /// The deliverable as it was read.
    pub piece: &'a DeliverableDoc,
    /// Its campaign as it was read.
    pub campaign: &'a CampaignDoc,
    /// The request.
    pub context: &'a RequestContext,
}

impl<'a> Hand<'a> {
    /// As an extractor found it.
    pub const fn of<D>(found: &'a PieceOf<D>, context: &'a RequestContext) -> Self {
        let PieceOf { user, role, piece, campaign, .. } = found;
        Self { who: user, role: *role, piece, campaign, context }
    }

    /// Where the deliverable stands after a step.
    ///
    /// # Errors
    /// [`ErrorCode::Forbidden`] for who may not; [`ErrorCode::MoveNotAllowed`] from where it, or its campaign, stands;
    /// [`ErrorCode::NoRoundsLeft`].
    fn decide(&self, step: Step) -> ApiResult<DeliverableState> {
        let (state, campaign) = (self.piece.state, self.campaign.state);
        rules::after(state, step, self.role, campaign, facts(self.piece)).map_err(|refusal| match refusal {
            Refusal::NotYours => ErrorCode::Forbidden.into(),
            Refusal::NotNow => {
                let (state, stands) = (state.as_str(), spanish::deliverable(state));
                let (en, es) = step.words();
                ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                    "a deliverable that is {state} cannot be {en}",
                    "una entrega {stands} no {es}"
                ))
            }
            Refusal::CampaignOver => {
                let (state, stands) = (campaign.as_str(), spanish::campaign(campaign));
                ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                    "nothing is delivered any more in a campaign that is {state}",
                    "en una campaña {stands} ya no se entrega nada"
                ))
            }
            Refusal::NoRoundsLeft => ApiError::new(ErrorCode::NoRoundsLeft).detail(said!(
                "{} of {} rounds are used; approve it, or reject it with the reason",
                "se usaron {} de {} rondas de cambios; aprobá la entrega, o rechazala con el motivo";
                self.piece.rounds_used,
                self.piece.rounds
            )),
        })
    }

    fn by(&self) -> By {
        By::person(self.who.id, &self.who.email, self.context)
    }

    /// Takes the step, with what is written along.
    async fn go(
        &self,
        state: &AppState,
        step: Step,
        change: Change,
        details: Value,
    ) -> ApiResult<DeliverableWork> {
        let after = self.decide(step)?;
        let now = state.clock.now();
        let decided = Turn { step, after, change, by: self.by(), automatic: false, details };
        let gone = in_kept_transaction(&state.db, async |transaction| {
            let turned = turn(state, transaction, self.piece, &decided, now).await?;
            Ok(turned.to_work(rules::opens(self.role, turned.state, false).is_ok()))
        })
        .await?;
        state.jobs.wake();
        Ok(gone)
    }
}

/// What else decides, besides where it stands.
fn facts(piece: &DeliverableDoc) -> Facts {
    Facts {
        rounds_left: piece.rounds_used < piece.rounds,
        to_publish: piece.platform.is_some(),
        late: piece.late,
    }
}

/// A step that was decided on.
struct Turn {
    step: Step,
    after: DeliverableState,
    change: Change,
    by: By,
    /// Whether the platform took it, because nobody did in time.
    automatic: bool,
    /// What the trail says besides. No words of people: an erasure leaves the trail.
    details: Value,
}

/// Takes a step, and what follows from it, in the caller's transaction.
async fn turn(
    state: &AppState,
    session: &mut ClientSession,
    before: &DeliverableDoc,
    turn: &Turn,
    now: Timestamp,
) -> ApiResult<DeliverableDoc> {
    let to_publish = before.platform.is_some();
    let done = rules::is_done(turn.after, to_publish);
    // What the creator was to do, and did after its time.
    let theirs = matches!(turn.step, Step::Submit | Step::Publish);
    let missed = theirs && before.due_at.is_some_and(|due| due.to_jiff() < now);
    let punctuality = rules::punctuality(before.late, before.counted, missed, done);
    let change = Change {
        late: punctuality.late,
        counted: before.counted || punctuality.count.is_some(),
        ..turn.change.clone()
    };
    let due = rules::due(turn.after, before.timing, to_publish, now);
    let turned = deliverables::turn(&state.database, session, before, turn.after, due, &change, now).await?;
    if let Some(on_time) = punctuality.count {
        parties::note_delivery(state, session, before.creator_id, on_time).await?;
    }
    if done {
        rights::service::begin(state, session, &turned, now).await?;
    }
    record(state, session, before, action(turn.step), turn.by.clone(), turn.details.clone()).await?;
    tell::done(state, session, &turned, turn.step, turn.automatic).await?;
    for timer in jobs::timers(&turned, now) {
        state.jobs.enqueue(timer, Some(&mut *session)).await?;
    }
    Ok(turned)
}

async fn record(
    state: &AppState,
    session: &mut ClientSession,
    piece: &DeliverableDoc,
    action: &'static str,
    by: By,
    details: Value,
) -> ApiResult<()> {
    let line = AuditEntry::new(by, action, what(piece));
    let line = if details.is_null() { line } else { line.details(details) };
    Ok(state.audit.record(line, Some(&mut *session)).await?)
}

/// As the trail names it.
fn what(piece: &DeliverableDoc) -> shared::audit::Target {
    target("deliverable", piece.id, Some(&piece.campaign_title))
}

/// How a step is called in the audit trail.
const fn action(step: Step) -> &'static str {
    match step {
        Step::Submit => "campaigns.submit_deliverable",
        Step::Comment => "campaigns.comment_deliverable",
        Step::Approve => "campaigns.approve_deliverable",
        Step::Changes => "campaigns.ask_changes",
        Step::SendBack => "campaigns.send_back_deliverable",
        Step::Reject => "campaigns.reject_deliverable",
        Step::Publish => "campaigns.publish_deliverable",
    }
}
