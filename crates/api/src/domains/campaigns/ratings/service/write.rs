//! Rating the other side, and replying.

use bson::DateTime;
use serde_json::json;
use shared::campaigns::{CreateRating, Mark, Rating, ReplyToRating};
use shared::error::ErrorCode;
use shared::id::RatingId;

use super::super::super::applications::access::PartyTo;
use super::super::super::applications::sides;
use super::super::super::jobs;
use super::super::super::repo::applications;
use super::super::super::repo::ratings::{self, RatingDoc, ReplyDoc};
use super::super::super::rules::spanish;
use super::super::access::{Rate, Rated};
use super::super::{rules, tell};
use super::reveal::reveal;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::infra::ids::new_id;
use crate::said;

/// Rates the other side. If that has rated too, both are shown; otherwise it waits for that, or the end of the days.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] where there is nothing to rate, or the days are over; [`ErrorCode::AlreadyRated`];
/// [`ErrorCode::ValidationFailed`] on marks that are not those of one's side.
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    party: &PartyTo<Rate>,
    body: CreateRating,
) -> ApiResult<Rating> {
    let rating = written(state, party, body)?;
    let job = jobs::show_ratings(rating.application_id, rating.closes_at.to_jiff());
    let (shown, created) = in_kept_transaction(&state.db, async |transaction| {
        // One's own first: of many at once all but one end here, and are in nobody's way.
        ratings::insert(&state.database, transaction, &rating).await?;
        // Two sides that rate at the same moment must see each other.
        applications::hold(&state.database, transaction, rating.application_id).await?;
        let line = AuditEntry::new(
            By::person(party.user.id, &party.user.email, context),
            "campaigns.create_rating",
            target("rating", rating.id, Some(&rating.campaign_title)),
        )
        .details(json!({ "application_id": rating.application_id, "by": rating.by }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        let all = ratings::of_application_within(&state.database, transaction, rating.application_id).await?;
        if all.len() < 2 {
            state.jobs.enqueue(job.clone(), Some(&mut *transaction)).await?;
            tell::rate_too(state, transaction, &rating).await?;
            return Ok((false, rating.to_rating()));
        }
        let shown = reveal(state, transaction, &all, rating.created_at).await?;
        let mine = shown.iter().find(|one| one.id == rating.id);
        Ok((true, mine.unwrap_or(&rating).to_rating()))
    })
    .await?;
    if shown {
        state.jobs.wake();
    }
    Ok(created)
}

/// The rating to be.
fn written(state: &AppState, party: &PartyTo<Rate>, body: CreateRating) -> ApiResult<RatingDoc> {
    let (application, campaign) = (&party.application, &party.campaign);
    let by = sides::side_of(party.role).ok_or(ErrorCode::Forbidden)?;
    let completed_at = campaign.completed_at.map(DateTime::to_jiff);
    let closes_at = rules::closes_at(application.state, campaign.state, completed_at).ok_or_else(|| {
        let (is, stands) = (application.state.as_str(), spanish::application(application.state));
        let (its, its_stands) = (campaign.state.as_str(), spanish::campaign(campaign.state));
        ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
            "only confirmed work of a completed campaign can be rated; this application is {is} and its campaign {its}",
            "solo se puede valorar el trabajo confirmado de una campaña terminada; esta postulación está {stands} y su \
             campaña, {its_stands}"
        ))
    })?;
    let now = state.clock.now();
    if now >= closes_at {
        return Err(ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
            "the days for rating this work were over at {closes_at}",
            "los días para valorar este trabajo terminaron el {closes_at}"
        )));
    }
    let marks = rules::whole(by, body.marks).map_err(|why| ApiError::field("marks", why))?;
    let marks = marks.into_iter().map(|mark| Mark { words: rules::said(mark.words), ..mark });
    Ok(RatingDoc {
        id: RatingId::new(new_id()),
        application_id: application.id,
        campaign_id: campaign.id,
        campaign_title: application.campaign_title.clone(),
        brand_id: application.brand_id,
        creator_id: application.creator_id,
        creator_user: application.user_id,
        by,
        author: party.user.id,
        marks: marks.collect(),
        words: rules::said(body.words),
        created_at: DateTime::from_jiff(now),
        closes_at: DateTime::from_jiff(closes_at),
        shown_at: None,
        reply: None,
        is_hidden: false,
        hidden: None,
    })
}

/// Says what the rated side has to say, once.
///
/// # Errors
/// [`ErrorCode::AlreadyReplied`]; [`ErrorCode::Conflict`] when it was taken out of sight at the same moment.
pub async fn reply(
    state: &AppState,
    context: &RequestContext,
    who: &Rated,
    body: &ReplyToRating,
) -> ApiResult<Rating> {
    if who.rating.reply.is_some() {
        return Err(ErrorCode::AlreadyReplied.into());
    }
    let reply = ReplyDoc {
        words: Some(body.words.trim().to_owned()),
        author: who.user.id,
        at: DateTime::from_jiff(state.clock.now()),
    };
    in_kept_transaction(&state.db, async |transaction| {
        let replied = ratings::reply(&state.database, transaction, who.rating.id, &reply).await?;
        let Some(replied) = replied else {
            let all = ratings::of_application_within(&state.database, transaction, who.rating.application_id)
                .await?;
            let has_one = all.iter().any(|rating| rating.id == who.rating.id && rating.reply.is_some());
            let code = if has_one { ErrorCode::AlreadyReplied } else { ErrorCode::Conflict };
            return Err(code.into());
        };
        let by = By::person(who.user.id, &who.user.email, context);
        let what = target("rating", replied.id, Some(&replied.campaign_title));
        let line = AuditEntry::new(by, "campaigns.reply_to_rating", what);
        state.audit.record(line, Some(&mut *transaction)).await?;
        tell::replied(state, transaction, &replied).await?;
        Ok(replied.to_rating())
    })
    .await
}
