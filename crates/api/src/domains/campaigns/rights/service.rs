//! What the domain does with usage rights: they begin with the end of a deliverable, their end is told before it comes, and
//! they end by themselves.

use bson::DateTime;
use futures::FutureExt;
use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::{Rights, RightsQuery, RightsState};
use shared::error::ErrorCode;
use shared::id::{BrandId, DeliverableId, UserId};
use shared::page::Page;

use super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::repo::rights::{self, RightsDoc};
use super::jobs::{self, About};
use super::rules::dates;
use super::tell;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, in_sendable_transaction, page};
use crate::said;

/// Begins the rights on a deliverable that is done, in the transaction that ends it; where none were signed, nothing.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    state: &AppState,
    session: &mut ClientSession,
    piece: &DeliverableDoc,
    now: Timestamp,
) -> ApiResult<()> {
    let Some(begun) = begun(piece, now) else { return Ok(()) };
    rights::insert(&state.database, session, &begun).await?;
    let jiff = |at: Option<DateTime>| at.map(DateTime::to_jiff);
    let line = AuditEntry::new(By::system(), "campaigns.begin_rights", what(&begun));
    let line =
        line.details(json!({ "ends_at": jiff(begun.ends_at), "paid_ads_until": jiff(begun.paid_ads_until) }));
    state.audit.record(line, Some(&mut *session)).await?;
    for timer in jobs::timers(&begun) {
        state.jobs.enqueue(timer, Some(&mut *session)).await?;
    }
    Ok(())
}

/// The rights on a deliverable that is done now, if some were signed.
pub fn begun(piece: &DeliverableDoc, now: Timestamp) -> Option<RightsDoc> {
    let agreed = piece.rights.as_ref()?;
    let dates = dates(agreed, now, &piece.time_zone);
    Some(RightsDoc {
        deliverable_id: piece.id,
        application_id: piece.application_id,
        campaign_id: piece.campaign_id,
        campaign_title: piece.campaign_title.clone(),
        brand_id: piece.brand_id,
        creator_id: piece.creator_id,
        user_id: piece.user_id,
        agreed: agreed.clone(),
        state: RightsState::Active,
        starts_at: DateTime::from_jiff(now),
        ends_at: dates.ends_at.map(DateTime::from_jiff),
        paid_ads_until: dates.paid_ads_until.map(DateTime::from_jiff),
        exclusive_until: dates.exclusive_until.map(DateTime::from_jiff),
        ad_code: piece.ad_code.clone(),
    })
}

fn what(rights: &RightsDoc) -> shared::audit::Target {
    target("usage_rights", rights.deliverable_id, Some(&rights.campaign_title))
}

/// The rights on a deliverable.
///
/// # Errors
/// [`ErrorCode::NotFound`] before they begin, and where none were signed.
pub async fn get(state: &AppState, piece: &DeliverableDoc) -> ApiResult<Rights> {
    let found = rights::find(&state.database, piece.id).await?;
    let found = found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "no usage rights hold here: the deliverable is not done, or none were signed",
            "acá no hay derechos de uso vigentes: la entrega no está hecha, o no se firmó ninguno"
        ))
    })?;
    Ok(found.to_rights(state.clock.now()))
}

/// The rights of a brand, on the newest deliverable first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_brand(state: &AppState, brand: BrandId, query: &RightsQuery) -> ApiResult<Page<Rights>> {
    let (after, limit) = place(query)?;
    let count = limit.saturating_add(1);
    let found = rights::of_brand(&state.database, brand, query.state, after, count).await?;
    Ok(paged(state, &found, limit))
}

/// The rights on what a person made, on the newest deliverable first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_user(state: &AppState, user: UserId, query: &RightsQuery) -> ApiResult<Page<Rights>> {
    let (after, limit) = place(query)?;
    let count = limit.saturating_add(1);
    let found = rights::of_user(&state.database, user, query.state, after, count).await?;
    Ok(paged(state, &found, limit))
}

fn place(query: &RightsQuery) -> ApiResult<(Option<DeliverableId>, usize)> {
    Ok((page::decode(query.cursor.as_deref())?, page::limit(query.limit)))
}

fn paged(state: &AppState, found: &[RightsDoc], limit: usize) -> Page<Rights> {
    let now = state.clock.now();
    let lines = found.iter().map(|rights| rights.to_rights(now)).collect();
    page::page(lines, limit, |line: &Rights| line.deliverable_id)
}

/// Tells of an end of rights, or ends them; whether there was something to do. For jobs, so the future moves between
/// threads.
///
/// # Errors
/// When the database fails.
pub async fn ring(state: &AppState, id: DeliverableId, about: About) -> ApiResult<bool> {
    let found = rights::find(&state.database, id).await?;
    let Some(found) = found.filter(|rights| rights.state == RightsState::Active) else { return Ok(false) };
    let now = state.clock.now();
    in_sendable_transaction(&state.db, (state.clone(), found), move |session, (state, rights)| {
        async move {
            if about == About::TermEnds {
                return end(state, session, rights, now).await;
            }
            tell::of_end(state, session, rights, about, now).await
        }
        .boxed()
    })
    .await
}

async fn end(
    state: &AppState,
    session: &mut ClientSession,
    before: &RightsDoc,
    now: Timestamp,
) -> ApiResult<bool> {
    let ended = rights::end(&state.database, session, before.deliverable_id, now).await?;
    let Some(ended) = ended else { return Ok(false) };
    let line = AuditEntry::new(By::system(), "campaigns.end_rights", what(&ended));
    state.audit.record(line, Some(&mut *session)).await?;
    tell::of_end(state, session, &ended, About::TermEnds, now).await
}
