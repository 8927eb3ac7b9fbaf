//! What `abuse`, which stands above, asks of this domain: what can be reported by whom, and taking it out of sight.

use bson::doc;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::CampaignState;
use shared::error::ErrorCode;
use shared::id::{CampaignId, MediaId, MessageId, RatingId, UserId};
use shared::notifications::Event;

use super::applications::access::role_of;
use super::applications::rules::Role;
use super::applications::sides::view_of;
use super::jobs;
use super::messages::service::staff as message_staff;
use super::parties;
use super::ratings::service::staff as rating_staff;
use super::repo::campaign_doc::CampaignDoc;
use super::repo::{applications, campaigns, messages, ratings};
use super::rules::moves::{self, Actor, Move};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::domains::notifications::Telling;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::said;

/// Something of this domain that somebody may report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// How a person calls it.
    pub label: String,
    /// Who wrote it; nobody where it is a brand's.
    pub owner: Option<UserId>,
    /// What it says.
    pub excerpt: String,
}

/// A message, for somebody who can read it and whose side did not write it.
///
/// # Errors
/// [`ErrorCode::NotFound`] for others, and where its words are gone; [`ErrorCode::Forbidden`] for one's own side.
pub async fn reported_message(state: &AppState, who: &CurrentUser, id: MessageId) -> ApiResult<Reported> {
    let missing = || {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such message", "ese mensaje no existe"))
    };
    let message = messages::find(&state.database, id).await?.filter(|message| message.is_seen());
    let message = message.ok_or_else(missing)?;
    let application = applications::find(&state.database, message.application_id).await?;
    let application = application.ok_or_else(missing)?;
    let role = role_of(state, who, &application).await?;
    if role == Role::Stranger {
        return Err(missing());
    }
    if message.by == view_of(role) {
        return Err(own());
    }
    Ok(Reported { label: application.campaign_title, owner: Some(message.author), excerpt: message.text })
}

/// A rating that is shown, for somebody whose side did not write it.
///
/// # Errors
/// [`ErrorCode::NotFound`] for one that is not shown; [`ErrorCode::Forbidden`] for one's own side.
pub async fn reported_rating(state: &AppState, who: &CurrentUser, id: RatingId) -> ApiResult<Reported> {
    let missing = || {
        ApiError::new(ErrorCode::NotFound)
            .detail(said!("there is no such rating", "esa valoración no existe"))
    };
    let rating = ratings::find(&state.database, id).await?.filter(|rating| rating.is_seen());
    let rating = rating.ok_or_else(missing)?;
    let application = applications::find(&state.database, rating.application_id).await?;
    let application = application.ok_or_else(missing)?;
    let role = role_of(state, who, &application).await?;
    if rating.author == who.id || (role != Role::Stranger && rating.by == view_of(role)) {
        return Err(own());
    }
    let of_marks = rating.marks.iter().filter_map(|mark| mark.words.as_deref());
    let words: Vec<&str> = rating.words.as_deref().into_iter().chain(of_marks).collect();
    let (label, owner) = (rating.campaign_title.clone(), Some(rating.author));
    Ok(Reported { label, owner, excerpt: words.join("\n") })
}

/// A campaign that is no draft, for somebody who does not work for its brand.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a draft, too; [`ErrorCode::Forbidden`] for one's own brand's.
pub async fn reported_campaign(state: &AppState, who: &CurrentUser, id: CampaignId) -> ApiResult<Reported> {
    let found = campaigns::find(&state.database, id).await?;
    let campaign = found.filter(|campaign| campaign.state != CampaignState::Draft);
    let campaign = campaign.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such campaign", "esa campaña no existe"))
    })?;
    if parties::actor(state, who.id, campaign.brand_id).await? != Actor::Outsider {
        return Err(own());
    }
    let content = campaign.content;
    Ok(Reported { label: content.title, owner: None, excerpt: content.brief.about })
}

fn own() -> ApiError {
    ApiError::new(ErrorCode::Forbidden).detail(said!(
        "nobody reports what is their own side's",
        "no podés denunciar lo que es de tu propio lado"
    ))
}

/// The files of a message, for who decides about it.
///
/// # Errors
/// When the database fails.
pub async fn message_files(state: &AppState, id: MessageId) -> ApiResult<Vec<MediaId>> {
    let message = messages::find(&state.database, id).await?;
    Ok(message.map_or_else(Vec::new, |message| message.attachments.iter().map(|file| file.id).collect()))
}

/// Takes a message out of sight, in the caller's transaction; `false` when it is already, or is gone.
///
/// # Errors
/// When the database fails.
pub async fn hide_message(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    id: MessageId,
    reason: &str,
) -> ApiResult<bool> {
    let Some(message) = messages::find(&state.database, id).await? else { return Ok(false) };
    let application = applications::find(&state.database, message.application_id).await?;
    let Some(application) = application else { return Ok(false) };
    let hidden = message_staff::hide_within(state, session, context, who, (&application, id), reason).await?;
    Ok(hidden.is_some())
}

/// Takes a rating out of sight and out of the sums, in the caller's transaction; `false` when it is already, or is gone.
///
/// # Errors
/// When the database fails.
pub async fn hide_rating(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    id: RatingId,
    reason: &str,
) -> ApiResult<bool> {
    Ok(rating_staff::hide_within(state, session, context, who, id, reason).await?.is_some())
}

/// What became of a campaign that was to be cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspended {
    /// It is cancelled now.
    Done,
    /// It was cancelled before, or is gone.
    Already,
    /// It is completed: there is nothing to cancel any more.
    Completed,
}

/// Cancels a campaign because of what was reported of it, in the caller's transaction. Its brand is told, and whoever applied
/// by a job.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody moves it at the same moment.
pub async fn suspend_campaign(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    id: CampaignId,
    reason: &str,
) -> ApiResult<Suspended> {
    let found = campaigns::find_within(&state.database, session, id).await?;
    let Some(before) = found.filter(|campaign| campaign.state != CampaignState::Cancelled) else {
        return Ok(Suspended::Already);
    };
    let Ok(after) = moves::after(before.state, Move::Cancel, Actor::Staff) else {
        return Ok(Suspended::Completed);
    };
    let now = state.clock.now();
    let set = doc! { "cancel_reason": reason };
    let turned = campaigns::turn(&state.database, session, &before, after, set, now).await?;
    state.jobs.enqueue(jobs::tell_cancelled(id), Some(&mut *session)).await?;
    let what = target("campaign", id, Some(&turned.content.title));
    let by = By::person(who.id, &who.email, context);
    let line = AuditEntry::new(by, "campaigns.suspend_campaign", what).details(json!({ "reason": reason }));
    state.audit.record(line, Some(&mut *session)).await?;
    told_suspended(state, session, &turned, reason).await?;
    Ok(Suspended::Done)
}

/// Tells everybody who works in a brand that the staff cancelled a campaign of theirs, and why.
///
/// # Errors
/// When the database fails.
async fn told_suspended(
    state: &AppState,
    session: &mut ClientSession,
    campaign: &CampaignDoc,
    reason: &str,
) -> ApiResult<()> {
    let event = Event::CampaignSuspended {
        campaign: campaign.id,
        title: campaign.content.title.clone(),
        reason: reason.to_owned(),
    };
    let to = parties::people(state, campaign.brand_id).await?;
    let key = format!("campaign_suspended:{}", campaign.id);
    Ok(state.notifications.tell(Telling { to, key, event }, Some(session)).await?)
}
