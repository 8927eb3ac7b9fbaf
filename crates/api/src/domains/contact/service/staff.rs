//! What the staff does with what people wrote.

use bson::DateTime;
use serde_json::json;
use shared::contact::{AnswerContactMessage, ContactMessage, ContactQuery, ContactState, ContactSummary};
use shared::error::ErrorCode;
use shared::id::ContactMessageId;
use shared::page::Page;

use super::super::repo::{self, AnswerDoc, MessageDoc};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::domains::notifications::{NewEmail, Template};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, page};
use crate::said;

/// Messages: new ones the oldest first, answered ones the newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn list(state: &AppState, query: &ContactQuery) -> ApiResult<Page<ContactSummary>> {
    let after: Option<ContactMessageId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let found = repo::list(&state.database, query, after, limit.saturating_add(1)).await?;
    let lines = found.iter().map(MessageDoc::to_summary).collect();
    Ok(page::page(lines, limit, |message: &ContactSummary| message.id))
}

/// One message, whole.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(state: &AppState, id: ContactMessageId) -> ApiResult<ContactMessage> {
    Ok(find(state, id).await?.to_message())
}

/// Answers a message, by mail if there are words.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::MoveNotAllowed`] when it was answered already; [`ErrorCode::Conflict`] when somebody
/// was faster.
pub async fn answer(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: ContactMessageId,
    body: AnswerContactMessage,
) -> ApiResult<ContactMessage> {
    let found = find(state, id).await?;
    if found.state == ContactState::Answered {
        return Err(ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
            "the message was answered already; it is once",
            "el mensaje ya se respondió; se responde una sola vez"
        )));
    }
    let words = body.words.map(|words| words.trim().to_owned());
    let answer = AnswerDoc { by: who.id, at: DateTime::from_jiff(state.clock.now()), words };
    let answered = in_kept_transaction(&state.db, async |transaction| {
        let message = repo::answer(&state.database, transaction, id, &answer).await?.ok_or_else(|| {
            ApiError::new(ErrorCode::Conflict)
                .detail(said!("somebody answered it just now", "otra persona lo respondió recién"))
        })?;
        if let Some(words) = &answer.words {
            let mail = mail(&message, words);
            state.notifications.queue_email(mail, Some(&mut *transaction)).await?;
        }
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "contact.answer_message", target("contact_message", id, None))
            .details(json!({ "mailed": answer.words.is_some() }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(message.to_message())
    })
    .await?;
    state.jobs.wake();
    Ok(answered)
}

/// The mail that carries an answer, a line of it as a paragraph.
fn mail(message: &MessageDoc, words: &str) -> NewEmail {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    NewEmail {
        template: Template::ContactAnswer {
            name: message.name.clone(),
            subject: message.subject.clone(),
            at: message.at.to_jiff(),
            lines: lines.map(str::to_owned).collect(),
        },
        locale: message.locale,
        to: message.email.clone(),
        send_key: format!("contact_answer:{}", message.id),
    }
}

async fn find(state: &AppState, id: ContactMessageId) -> ApiResult<MessageDoc> {
    let found = repo::find(&state.database, id).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such message", "no existe ese mensaje"))
    })
}
