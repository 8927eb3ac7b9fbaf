//! Bringing ratings to light: both when both are in, or whichever there is when the days are over. In the same transaction
//! they are counted in the sums of whoever is rated.

use bson::DateTime;
use futures::FutureExt;
use mongodb::ClientSession;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::campaigns::OfferSide;
use shared::id::ApplicationId;
use shared::stars::StarCounts;

use super::super::super::parties;
use super::super::super::repo::applications;
use super::super::super::repo::ratings::{self, About, RatingDoc};
use super::super::tell;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiResult, in_sendable_transaction};
use crate::infra::jobs::{JobContext, JobFailure};

#[derive(Debug, Deserialize)]
struct Payload {
    application_id: ApplicationId,
}

/// The job that shows what there is of an application's ratings when the days are over.
///
/// # Errors
/// When the database fails.
pub async fn at_end(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { application_id } = job.payload()?;
    let shown = if_due(&state, application_id).await.map_err(|error| JobFailure::Retry(error.sentence()))?;
    Ok(json!({ "shown": shown }))
}

/// Shows what there is of an application's ratings if the days are over; how many were not shown before. Again shows nothing
/// twice.
///
/// # Errors
/// When the database fails.
pub async fn if_due(state: &AppState, application: ApplicationId) -> ApiResult<usize> {
    let now = state.clock.now();
    in_sendable_transaction(&state.db, state.clone(), move |session, state| {
        async move {
            applications::hold(&state.database, session, application).await?;
            let all = ratings::of_application_within(&state.database, session, application).await?;
            let due: Vec<RatingDoc> = all
                .into_iter()
                .filter(|rating| rating.shown_at.is_none() && rating.closes_at.to_jiff() <= now)
                .collect();
            let Some(first) = due.first() else { return Ok(0) };
            // Since the end of the days, whenever somebody came to show it.
            let shown = reveal(state, session, &due, first.closes_at).await?;
            if !shown.is_empty() {
                let what = target("application", application, Some(&first.campaign_title));
                let line = AuditEntry::new(By::system(), "campaigns.reveal_ratings", what)
                    .details(json!({ "ratings": shown.len() }));
                state.audit.record(line, Some(&mut *session)).await?;
            }
            Ok(shown.len())
        }
        .boxed()
    })
    .await
}

/// Shows what of somebody's ratings is due and that nothing has shown yet: whoever reads sees what there is to see.
///
/// # Errors
/// When the database fails.
pub async fn all_due(state: &AppState, about: About) -> ApiResult<()> {
    for application in ratings::due(&state.database, about, state.clock.now()).await? {
        if_due(state, application).await?;
    }
    Ok(())
}

/// Shows these ratings as since that instant, counts them, and tells whoever is rated; gives those that were not shown before.
///
/// # Errors
/// When the database fails.
pub async fn reveal(
    state: &AppState,
    session: &mut ClientSession,
    hidden: &[RatingDoc],
    since: DateTime,
) -> ApiResult<Vec<RatingDoc>> {
    let mut shown = Vec::with_capacity(hidden.len());
    for rating in hidden {
        let seen = ratings::show(&state.database, session, rating.id, since).await?;
        let Some(seen) = seen else { continue };
        if !seen.is_hidden {
            count(state, session, &seen, seen.counts()).await?;
            tell::rated(state, session, &seen).await?;
        }
        shown.push(seen);
    }
    Ok(shown)
}

/// Changes the sums of whoever a rating is of.
///
/// # Errors
/// When the database fails.
pub async fn count(
    state: &AppState,
    session: &mut ClientSession,
    rating: &RatingDoc,
    change: StarCounts,
) -> ApiResult<()> {
    match rating.by {
        OfferSide::Brand => parties::count_rating_of_creator(state, session, rating.creator_id, change).await,
        OfferSide::Creator => parties::count_rating_of_brand(state, session, rating.brand_id, change).await,
    }
}
