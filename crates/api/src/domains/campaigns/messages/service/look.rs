//! Messages as somebody sees them.

use std::collections::HashMap;

use shared::campaigns::{Message, OfferSide};
use shared::id::UserId;

use super::super::super::parties;
use super::super::super::repo::applications::ApplicationDoc;
use super::super::super::repo::messages::MessageDoc;
use crate::app::AppState;
use crate::http::ApiResult;

/// Characters of a message in a list of threads.
const BEGINNING: usize = 120;

/// The messages of a thread, as this person sees them.
///
/// # Errors
/// When the database fails.
pub async fn shown(
    state: &AppState,
    application: &ApplicationDoc,
    reader: UserId,
    messages: Vec<MessageDoc>,
) -> ApiResult<Vec<Message>> {
    let mut authors: Vec<UserId> = messages
        .iter()
        .filter(|message| message.by == OfferSide::Brand)
        .map(|message| message.author)
        .collect();
    authors.sort_unstable();
    authors.dedup();
    let names = parties::given_names(state, &authors).await?;
    Ok(messages.into_iter().map(|message| one(message, application, reader, &names)).collect())
}

/// One of them; `names` has what those of the brand are called.
pub fn one(
    message: MessageDoc,
    application: &ApplicationDoc,
    reader: UserId,
    names: &HashMap<UserId, String>,
) -> Message {
    let seen = message.is_seen();
    let author_name = match message.by {
        OfferSide::Creator => application.creator.as_ref().map(|creator| creator.name.clone()),
        OfferSide::Brand => names.get(&message.author).cloned(),
    };
    Message {
        id: message.id,
        number: message.number,
        by: message.by,
        author: message.author,
        author_name: author_name.filter(|_| !message.erased),
        yours: message.author == reader,
        at: message.at.to_jiff(),
        hidden: message.hidden.is_some(),
        erased: message.erased,
        text: if seen { message.text } else { String::new() },
        attachments: if seen { message.attachments } else { Vec::new() },
    }
}

/// The beginning of what a message says, if it may be shown.
pub fn beginning(message: &MessageDoc) -> String {
    if !message.is_seen() {
        return String::new();
    }
    let line = message.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(BEGINNING) {
        None => line,
        Some(_) => line.chars().take(BEGINNING.saturating_sub(1)).chain(['…']).collect(),
    }
}
