//! What people are told of messages, once each.

use mongodb::ClientSession;
use shared::id::UserId;
use shared::notifications::Event;

use super::super::repo::applications::ApplicationDoc;
use super::super::repo::messages::MessageDoc;
use crate::app::AppState;
use crate::domains::notifications::Telling;
use crate::http::ApiResult;

/// Tells people that there is something new in a thread that they had read up to a message; again, until they read on, tells
/// nothing.
///
/// # Errors
/// When the database fails.
pub async fn new_messages(
    state: &AppState,
    session: &mut ClientSession,
    thread: &ApplicationDoc,
    to: Vec<UserId>,
    is_creator: bool,
    read: u32,
) -> ApiResult<()> {
    Ok(state.notifications.tell(something_new(thread, to, is_creator, read), Some(session)).await?)
}

/// What is told of something new in a thread to people who had read up to a message.
pub fn something_new(thread: &ApplicationDoc, to: Vec<UserId>, is_creator: bool, read: u32) -> Telling {
    let (title, application, campaign) = (thread.campaign_title.clone(), thread.id, thread.campaign_id);
    let event = if is_creator {
        Event::MessageToCreator { title, application }
    } else {
        Event::MessageToBrand { campaign, title, application }
    };
    let key = format!("{}:{application}:{read}", event.word());
    Telling { to, key, event }
}

/// Tells whoever wrote a message that the staff took it out of sight, and why.
///
/// # Errors
/// When the database fails.
pub async fn hidden(
    state: &AppState,
    session: &mut ClientSession,
    thread: &ApplicationDoc,
    message: &MessageDoc,
    reason: &str,
) -> ApiResult<()> {
    let event = Event::MessageHidden { title: thread.campaign_title.clone(), reason: reason.to_owned() };
    let telling = Telling::one(message.author, format!("message_hidden:{}", message.id), event);
    Ok(state.notifications.tell(telling, Some(session)).await?)
}
