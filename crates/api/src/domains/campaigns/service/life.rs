//! Moving a campaign on: publish, close, complete, cancel, put away and take out again.

use bson::{Bson, DateTime, Document, doc};
use serde_json::{Value, json};
use shared::campaigns::{Campaign, CancelCampaign};

use super::super::access::BrandsCampaign;
use super::super::jobs;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::{briefs, campaigns};
use super::super::rules::moves::{Actor, Move};
use super::decide;
use super::write::{over, version_of};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiResult, RequestContext, in_transaction};
use crate::infra::jobs::NewJob;

/// Who moves which campaign on.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The person.
    pub who: &'a CurrentUser,
    /// What they are to the brand.
    pub actor: Actor,
    /// The campaign as it was read.
    pub campaign: &'a CampaignDoc,
    /// The request.
    pub context: &'a RequestContext,
}

impl<'a> Hand<'a> {
    /// As an extractor found it.
    pub const fn of<D>(found: &'a BrandsCampaign<D>, context: &'a RequestContext) -> Self {
        let BrandsCampaign { user, actor, campaign, .. } = found;
        Self { who: user, actor: *actor, campaign, context }
    }
}

/// Opens a draft to creators. What it says becomes version 1 of what they sign.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] when it is no draft; `ValidationFailed` when its deadline is over.
pub async fn publish(state: &AppState, hand: Hand<'_>) -> ApiResult<Campaign> {
    let before = hand.campaign;
    let after = decide(before, Move::Publish, hand.actor)?;
    let (now, closes_at) = (state.clock.now(), before.content.closes_at.to_jiff());
    if closes_at <= now {
        return Err(over(&before.content.time_zone));
    }
    let version = version_of(before.id, 1, &before.content, hand.who.id, now)?;
    let set = doc! {
        "published_at": DateTime::from_jiff(now),
        "brief_version": 1_i64,
        "brief_digest": &version.digest,
        "archived": false,
        "archived_at": Bson::Null,
    };
    let published = in_transaction(&state.db, async |transaction| {
        let published =
            campaigns::turn(&state.database, transaction, before, after, set.clone(), now).await?;
        briefs::insert(&state.database, transaction, &version).await?;
        state.jobs.enqueue(jobs::close_at(before.id, closes_at), Some(&mut *transaction)).await?;
        let line = line(&hand, "campaigns.publish_campaign", json!({ "digest": version.digest }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(published)
    })
    .await?;
    Ok(published.to_campaign())
}

/// Ends the time to apply before its deadline.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] when it is not published.
pub async fn close(state: &AppState, hand: Hand<'_>) -> ApiResult<Campaign> {
    turn(state, hand, Move::Close, "campaigns.close_campaign", doc! {}, json!({}), None).await
}

/// Says that everything was done. Applications that nobody decided on are declined by a job.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] when it is not closed.
pub async fn complete(state: &AppState, hand: Hand<'_>) -> ApiResult<Campaign> {
    let job = jobs::decline_rest(hand.campaign.id);
    let set = doc! { "completed_at": DateTime::from_jiff(state.clock.now()) };
    turn(state, hand, Move::Complete, "campaigns.complete_campaign", set, json!({}), Some(job)).await
}

/// Calls a campaign off, and has whoever applied told.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] when it is completed or was cancelled before.
pub async fn cancel(state: &AppState, hand: Hand<'_>, body: CancelCampaign) -> ApiResult<Campaign> {
    let (set, details) = (doc! { "cancel_reason": &body.reason }, json!({ "reason": &body.reason }));
    let job = jobs::tell_cancelled(hand.campaign.id);
    turn(state, hand, Move::Cancel, "campaigns.cancel_campaign", set, details, Some(job)).await
}

/// Puts a campaign away.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] while it is published or closed.
pub async fn archive(state: &AppState, hand: Hand<'_>) -> ApiResult<Campaign> {
    let set = doc! { "archived": true, "archived_at": DateTime::from_jiff(state.clock.now()) };
    turn(state, hand, Move::Archive, "campaigns.archive_campaign", set, json!({}), None).await
}

/// Takes a campaign out again.
///
/// # Errors
/// [`shared::error::ErrorCode::MoveNotAllowed`] while it is published or closed.
pub async fn restore(state: &AppState, hand: Hand<'_>) -> ApiResult<Campaign> {
    let set = doc! { "archived": false, "archived_at": Bson::Null };
    turn(state, hand, Move::Restore, "campaigns.restore_campaign", set, json!({}), None).await
}

async fn turn(
    state: &AppState,
    hand: Hand<'_>,
    what: Move,
    action: &'static str,
    set: Document,
    details: Value,
    job: Option<NewJob>,
) -> ApiResult<Campaign> {
    let before = hand.campaign;
    let after = decide(before, what, hand.actor)?;
    let now = state.clock.now();
    let turned = in_transaction(&state.db, async |transaction| {
        let turned = campaigns::turn(&state.database, transaction, before, after, set.clone(), now).await?;
        if let Some(job) = &job {
            state.jobs.enqueue(job.clone(), Some(&mut *transaction)).await?;
        }
        state.audit.record(line(&hand, action, details.clone()), Some(transaction)).await?;
        Ok(turned)
    })
    .await?;
    state.jobs.wake();
    Ok(turned.to_campaign())
}

fn line(hand: &Hand<'_>, action: &'static str, details: Value) -> AuditEntry {
    let what = target("campaign", hand.campaign.id, Some(&hand.campaign.content.title));
    let by = By::person(hand.who.id, &hand.who.email, hand.context);
    AuditEntry::new(by, action, what).details(details)
}
