//! Writing to the staff.

use bson::DateTime;
use jiff::SignedDuration;
use serde_json::json;
use shared::contact::{ContactReceipt, ContactState, CreateContactMessage, Operator};
use shared::id::{ContactMessageId, UserId};
use shared::identity::Permission;
use shared::notifications::Event;

use super::super::repo::{self, MessageDoc};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::names::email_key;
use crate::domains::identity::{CurrentUser, Limit, staff_with, take_try, take_try_for_address};
use crate::domains::notifications::Telling;
use crate::http::{ApiResult, RequestContext, in_kept_transaction};
use crate::infra::ids::new_id;

/// Messages from one network address: so many at once, and then one each ten minutes.
const OF_ADDRESS: Limit = Limit { burst: 5, every: SignedDuration::from_mins(10) };
/// Messages from everywhere: what the staff can read, however many addresses somebody has.
const OF_ALL: Limit = Limit { burst: 50, every: SignedDuration::from_mins(2) };
/// How long a message is kept: two years.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(2 * 365 * 24);

/// Who runs the platform.
pub fn operator(state: &AppState) -> Operator {
    let operator = &state.config.operator;
    Operator { name: operator.name.clone(), email: operator.email.clone(), address: operator.address.clone() }
}

/// Takes a message, and tells the staff.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`](shared::error::ErrorCode::TooManyRequests) with the time to come back.
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: Option<CurrentUser>,
    body: CreateContactMessage,
) -> ApiResult<ContactReceipt> {
    // The address first: whoever writes too much does not use up what others have.
    take_try_for_address(state, context, "contact", OF_ADDRESS).await?;
    take_try(state, "contact:all".to_owned(), OF_ALL).await?;
    let staff: Vec<UserId> = staff_with(&state.database, Permission::ManageMarketplace)
        .await?
        .into_iter()
        .map(|colleague| colleague.id)
        .collect();
    let id = ContactMessageId::new(new_id());
    let by = match &who {
        Some(who) => By::person(who.id, &who.email, context),
        None => By::anonymous(context),
    };
    let receipt = in_kept_transaction(&state.db, async |transaction| {
        let now = state.clock.now();
        let message = MessageDoc {
            id,
            state: ContactState::New,
            kind: body.kind,
            name: body.name.trim().to_owned(),
            email: body.email.clone(),
            email_key: email_key(&body.email),
            subject: body.subject.trim().to_owned(),
            words: body.words.trim().to_owned(),
            locale: context.locale,
            user_id: who.as_ref().map(|who| who.id),
            at: DateTime::from_jiff(now),
            forget_at: DateTime::from_jiff(now + KEPT_FOR),
            answer: None,
        };
        repo::insert(&state.database, transaction, &message).await?;
        let telling = Telling {
            to: staff.clone(),
            key: format!("contact_received:{id}"),
            event: Event::ContactReceived { message: id },
        };
        state.notifications.tell(telling, Some(&mut *transaction)).await?;
        // By kind alone: what somebody wrote has no business in the trail.
        let line = AuditEntry::new(by.clone(), "contact.create_message", target("contact_message", id, None))
            .details(json!({ "kind": body.kind }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(ContactReceipt { id, at: message.at.to_jiff() })
    })
    .await?;
    state.jobs.wake();
    Ok(receipt)
}
