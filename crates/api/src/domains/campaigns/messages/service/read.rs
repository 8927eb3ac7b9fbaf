//! Reading a thread, and saying how far.

use shared::campaigns::{Message, MessageQuery, ReadMessages, Thread};
use shared::page::Page;

use super::super::super::applications::access::{Look, PartyTo};
use super::super::super::applications::sides::{other, view_of};
use super::super::super::repo::messages;
use super::super::super::repo::reads::{self, ReadDoc};
use super::super::super::repo::threads;
use super::Known;
use super::look::shown;
use super::people::{Readers, signal};
use crate::app::AppState;
use crate::http::{ApiResult, RequestContext, in_transaction, page};

/// The messages of a thread: the newest first, or those after a number, the oldest first.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, party: &PartyTo<Look>, query: &MessageQuery) -> ApiResult<Page<Message>> {
    let (application, limit) = (&party.application, page::limit(query.limit));
    let count = limit.saturating_add(1);
    if let Some(number) = query.after {
        let mut found = messages::after(&state.database, application.id, number, count).await?;
        // Whoever goes on names the last number; a cursor would lead the other way.
        found.truncate(limit);
        let items = shown(state, application, party.user.id, found).await?;
        return Ok(Page { items, next_cursor: None });
    }
    let before: Option<u32> = page::decode(query.cursor.as_deref())?;
    let found = messages::before(&state.database, application.id, before, count).await?;
    let found = page::page(found, limit, |message| message.number);
    let items = shown(state, application, party.user.id, found.items).await?;
    Ok(Page { items, next_cursor: found.next_cursor })
}

/// Where a thread stands for somebody.
///
/// # Errors
/// When the database fails.
pub async fn thread(state: &AppState, context: &RequestContext, party: &PartyTo<Look>) -> ApiResult<Thread> {
    let application = &party.application;
    let thread = threads::find(&state.database, application.id).await?;
    let known = Known::of(state, application, thread.as_ref()).await?;
    let read = reads::find(&state.database, application.id, party.user.id).await?;
    let them = other(view_of(party.role));
    let may = known.may_write(party.role, application);
    Ok(Thread {
        last_number: thread.as_ref().map_or(0, |thread| thread.last_number),
        read: read.as_ref().map_or(0, |read| read.read),
        read_by_them: reads::furthest(&state.database, application.id, them).await?,
        unread: read.as_ref().map_or(0, |read| read.unread),
        can_write: may.is_ok(),
        why_not: may.err().map(|why| why.text(context.locale).to_owned()),
        blocks: known.blocks,
    })
}

/// Keeps how far somebody has read. It never goes back, and never beyond the last message.
///
/// # Errors
/// When the database fails.
pub async fn mark(state: &AppState, party: &PartyTo<Look>, body: ReadMessages) -> ApiResult<()> {
    let (application, user) = (&party.application, party.user.id);
    let readers = Readers::of(state, application).await?;
    let brand = readers.creator.is_none_or(|creator| creator != user).then_some(application.brand_id);
    in_transaction(&state.db, async |transaction| {
        let thread = threads::find_within(&state.database, transaction, application.id).await?;
        let number = thread.map_or(0, |thread| thread.last_number).min(body.number);
        let before = reads::find_within(&state.database, transaction, application.id, user).await?;
        if before.as_ref().map_or(0, |read| read.read) >= number {
            return Ok(());
        }
        let unread =
            messages::count_of_others(&state.database, transaction, application.id, number, user).await?;
        let read = ReadDoc::new(application.id, user, brand, number, unread);
        reads::mark(&state.database, transaction, &read, state.clock.now()).await?;
        signal(state, transaction, &readers, application.id).await
    })
    .await
}
