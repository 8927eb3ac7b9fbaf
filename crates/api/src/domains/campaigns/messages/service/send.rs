//! Writing a message.

use std::collections::BTreeMap;

use bson::DateTime;
use jiff::SignedDuration;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::{Message, OfferSide, SendMessage};
use shared::id::{MessageId, UserId};
use shared::media::MediaFile;

use super::super::super::applications::access::PartyTo;
use super::super::super::parties;
use super::super::super::repo::applications::ApplicationDoc;
use super::super::super::repo::blocks::{self, BlockDoc};
use super::super::super::repo::messages::{self, MessageDoc};
use super::super::super::repo::reads::{self, ReadDoc};
use super::super::super::repo::threads;
use super::super::access::Write;
use super::super::tell;
use super::files::about;
use super::look::one;
use super::people::{Readers, signal};
use super::{Known, silenced};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::{Limit, take_try};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::infra::ids::new_id;

/// Messages that one person may write: so many at once, and then one each two seconds.
const SENDING: Limit = Limit { burst: 30, every: SignedDuration::from_secs(2) };

/// Writes a message to the other side.
///
/// # Errors
/// `messages_blocked`; `move_not_allowed` where nobody writes any more, or not yet; `too_many_requests`;
/// `validation_failed` on a file that is not one's own, not of this thread, or in
/// a message already.
pub async fn send(
    state: &AppState,
    context: &RequestContext,
    party: &PartyTo<Write>,
    body: SendMessage,
) -> ApiResult<Message> {
    let (application, who) = (&party.application, &party.user);
    let thread = threads::find(&state.database, application.id).await?;
    let known = Known::of(state, application, thread.as_ref()).await?;
    let side = known.may_write(party.role, application).map_err(silenced)?;
    take_try(state, format!("messages:{}", who.id), SENDING).await?;
    let readers = Readers::of(state, application).await?;
    let names = parties::given_names(state, &[who.id]).await?;
    let id = MessageId::new(new_id());
    let text = body.text.trim().to_owned();
    let sent = in_kept_transaction(&state.db, async |transaction| {
        let now = state.clock.now();
        // First, so that of many at once each waits for the one before, and a block comes before or after.
        let thread = threads::count_message(&state.database, transaction, application, id, side, now).await?;
        unblocked(state, transaction, party, &known).await?;
        let message = MessageDoc {
            id,
            application_id: application.id,
            number: thread.last_number,
            by: side,
            author: who.id,
            text: text.clone(),
            attachments: attached(state, transaction, party, &body).await?,
            at: DateTime::from_jiff(now),
            hidden: None,
            erased: false,
        };
        messages::insert(&state.database, transaction, &message).await?;
        let before = count(state, transaction, &readers, &message).await?;
        tell_readers(state, transaction, application, &readers, before).await?;
        signal(state, transaction, &readers, application.id).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("application", application.id, Some(&application.campaign_title));
        // Without the words: they are the person's, and an erasure leaves the trail.
        let line = AuditEntry::new(by, "campaigns.send_message", what)
            .details(json!({ "message_id": id, "files": message.attachments.len() }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        Ok(one(message, application, who.id, &names))
    })
    .await?;
    state.jobs.wake();
    Ok(sent)
}

/// Looks again, inside the transaction: somebody may have blocked meanwhile.
async fn unblocked(
    state: &AppState,
    session: &mut ClientSession,
    party: &PartyTo<Write>,
    known: &Known,
) -> ApiResult<()> {
    let application = &party.application;
    let found =
        blocks::between_within(&state.database, session, application.brand_id, application.user_id).await?;
    let blocks = found.iter().map(BlockDoc::to_block).collect();
    let now = Known { brand_there: known.brand_there, brand_wrote: known.brand_wrote, blocks };
    now.may_write(party.role, application).map(|_| ()).map_err(silenced)
}

/// Uses the files that a message names.
async fn attached(
    state: &AppState,
    session: &mut ClientSession,
    party: &PartyTo<Write>,
    body: &SendMessage,
) -> ApiResult<Vec<MediaFile>> {
    let (application, who) = (&party.application, party.user.id);
    let about = about(application.id, who);
    let mut files = Vec::with_capacity(body.attachments.len());
    for (index, id) in body.attachments.iter().enumerate() {
        let file = state.media.use_file(session, *id, who, &about).await?;
        files.push(file.ok_or_else(|| {
            ApiError::field(
                format!("attachments[{index}]"),
                "must be a file that you sent to this thread with POST …/attachments and that stands in no message yet",
            )
        })?);
    }
    Ok(files)
}

/// Counts the message for everybody but who wrote it; gives how they stood before.
async fn count(
    state: &AppState,
    session: &mut ClientSession,
    readers: &Readers,
    message: &MessageDoc,
) -> ApiResult<Vec<ReadDoc>> {
    let (thread, number) = (message.application_id, message.number);
    let others = |people: &[UserId]| -> Vec<UserId> {
        people.iter().copied().filter(|user| *user != message.author).collect()
    };
    let creator: Vec<UserId> = readers.creator.into_iter().collect();
    let mut before =
        reads::count_message(&state.database, session, thread, &others(&creator), None, number).await?;
    let (brand, brand_id) = (others(&readers.brand), Some(readers.brand_id));
    before.extend(reads::count_message(&state.database, session, thread, &brand, brand_id, number).await?);
    Ok(before)
}

/// Tells whoever had read everything that there is something new: once, until they read again.
async fn tell_readers(
    state: &AppState,
    session: &mut ClientSession,
    application: &ApplicationDoc,
    readers: &Readers,
    before: Vec<ReadDoc>,
) -> ApiResult<()> {
    let mut fresh: BTreeMap<(bool, u32), Vec<UserId>> = BTreeMap::new();
    for read in before.into_iter().filter(|read| read.unread == 0) {
        let is_creator = read.by == OfferSide::Creator;
        if is_creator || readers.workers.contains(&read.user_id) {
            fresh.entry((is_creator, read.read)).or_default().push(read.user_id);
        }
    }
    for ((is_creator, read), to) in fresh {
        tell::new_messages(state, session, application, to, is_creator, read).await?;
    }
    Ok(())
}
