//! Threads of somebody, and how much of them is new.

use std::collections::HashMap;

use bson::DateTime;
use shared::campaigns::{ThreadQuery, ThreadSummary, UnreadMessages, UnreadQuery};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, BrandId, MessageId, UserId};
use shared::page::Page;

use super::super::super::parties;
use super::super::super::repo::applications;
use super::super::super::repo::messages::{self, MessageDoc};
use super::super::super::repo::reads;
use super::super::super::repo::threads::{self, Place, ThreadDoc, Whose};
use super::super::super::rules::moves::Actor;
use super::look::beginning;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, page};
use crate::said;

/// Threads where something was written last first.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a brand that one does not work in; [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, reader: UserId, query: &ThreadQuery) -> ApiResult<Page<ThreadSummary>> {
    works_in(state, reader, query.brand).await?;
    let after: Option<Place> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let whose = query.brand.map_or(Whose::Creator(reader), Whose::Brand);
    let found = threads::list(&state.database, whose, after, limit.saturating_add(1)).await?;
    let place = |thread: &ThreadDoc| -> Place { (thread.last_at.timestamp_millis(), thread.application_id) };
    let found = page::page(found, limit, place);
    let items = lines(state, reader, whose, &found.items).await?;
    Ok(Page { items, next_cursor: found.next_cursor })
}

async fn lines(
    state: &AppState,
    reader: UserId,
    whose: Whose,
    found: &[ThreadDoc],
) -> ApiResult<Vec<ThreadSummary>> {
    let ids: Vec<ApplicationId> = found.iter().map(|thread| thread.application_id).collect();
    let with = names(state, whose, found, &ids).await?;
    let reads = reads::of_user(&state.database, reader, &ids).await?;
    let last: Vec<MessageId> = found.iter().map(|thread| thread.last_message).collect();
    let last = messages::find_all(&state.database, &last).await?;
    let last: HashMap<ApplicationId, MessageDoc> =
        last.into_iter().map(|message| (message.application_id, message)).collect();
    let line = |thread: &ThreadDoc| {
        let id = thread.application_id;
        ThreadSummary {
            application_id: id,
            campaign_id: thread.campaign_id,
            campaign_title: thread.campaign_title.clone(),
            brand_id: thread.brand_id,
            with: with.get(&id).cloned(),
            last_number: thread.last_number,
            last_at: DateTime::to_jiff(thread.last_at),
            last_by: thread.last_by,
            last_text: last.get(&id).map(beginning).unwrap_or_default(),
            unread: reads.get(&id).map_or(0, |read| read.unread),
        }
    };
    Ok(found.iter().map(line).collect())
}

/// What the other sides are called.
async fn names(
    state: &AppState,
    whose: Whose,
    found: &[ThreadDoc],
    ids: &[ApplicationId],
) -> ApiResult<HashMap<ApplicationId, String>> {
    if matches!(whose, Whose::Brand(_)) {
        let all = applications::find_all(&state.database, ids).await?;
        return Ok(all.into_iter().filter_map(|one| Some((one.id, one.creator?.name))).collect());
    }
    let brands: Vec<BrandId> = found.iter().map(|thread| thread.brand_id).collect();
    let cards = parties::cards(state, &brands).await?;
    let named = |thread: &ThreadDoc| {
        cards.get(&thread.brand_id).map(|card| (thread.application_id, card.company.clone()))
    };
    Ok(found.iter().filter_map(named).collect())
}

/// How much is new to somebody.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a brand that one does not work in.
pub async fn unread(state: &AppState, reader: UserId, query: &UnreadQuery) -> ApiResult<UnreadMessages> {
    works_in(state, reader, query.brand).await?;
    reads::unread(&state.database, reader, query.brand).await
}

/// Refuses who asks for the threads of a brand that they do not work in.
async fn works_in(state: &AppState, reader: UserId, brand: Option<BrandId>) -> ApiResult<()> {
    let Some(brand) = brand else { return Ok(()) };
    match parties::actor(state, reader, brand).await? {
        Actor::Outsider => Err(ApiError::new(ErrorCode::NotFound).detail(said!(
            "there is no such brand, or you do not work in it",
            "esa marca no existe, o no trabajás en ella"
        ))),
        _ => Ok(()),
    }
}
