//! `contact_messages`: one document for each message. Shard key it would have: `_id`.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::options::ReturnDocument;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::contact::{
    ContactAnswer, ContactKind, ContactMessage, ContactQuery, ContactState, ContactSummary,
};
use shared::id::{ContactMessageId, UserId};
use shared::identity::Locale;

use crate::http::{ApiError, ApiResult};
use crate::infra::db::MAX_TIME;
use crate::infra::db::index::{plain, removed_at, sparse};

/// Messages of one person in a copy of their data.
const MAX_COPIED: i64 = 10_000;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDoc {
    #[serde(rename = "_id")]
    pub id: ContactMessageId,
    pub state: ContactState,
    pub kind: ContactKind,
    pub name: String,
    pub email: String,
    /// The address in lower case, to find it by.
    pub email_key: String,
    pub subject: String,
    pub words: String,
    pub locale: Locale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    pub at: DateTime,
    /// The server removes it then.
    pub forget_at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerDoc>,
}

/// How it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDoc {
    pub by: UserId,
    pub at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl MessageDoc {
    /// Its line in the list.
    pub fn to_summary(&self) -> ContactSummary {
        ContactSummary {
            id: self.id,
            state: self.state,
            kind: self.kind,
            name: self.name.clone(),
            email: self.email.clone(),
            subject: self.subject.clone(),
            at: self.at.to_jiff(),
            user_id: self.user_id,
        }
    }

    /// The whole of it.
    pub fn to_message(&self) -> ContactMessage {
        ContactMessage {
            summary: self.to_summary(),
            words: self.words.clone(),
            locale: self.locale,
            forget_at: self.forget_at.to_jiff(),
            answer: self.answer.as_ref().map(|answer| ContactAnswer {
                by: answer.by,
                at: answer.at.to_jiff(),
                words: answer.words.clone(),
            }),
        }
    }
}

/// The collection.
pub fn collection(database: &Database) -> Collection<MessageDoc> {
    database.collection("contact_messages")
}

/// Makes what is missing.
pub async fn ensure_indexes(database: &Database) -> mongodb::error::Result<()> {
    collection(database)
        .create_indexes([
            plain(doc! { "state": 1, "_id": 1 }),
            plain(doc! { "state": 1, "kind": 1, "_id": 1 }),
            plain(doc! { "email_key": 1 }),
            sparse(doc! { "user_id": 1 }),
            removed_at("forget_at"),
        ])
        .await
        .map(|_| ())
}

/// Adds a message.
pub async fn insert(database: &Database, session: &mut ClientSession, message: &MessageDoc) -> ApiResult<()> {
    collection(database).insert_one(message).session(session).await?;
    Ok(())
}

/// The message of that id.
pub async fn find(database: &Database, id: ContactMessageId) -> ApiResult<Option<MessageDoc>> {
    Ok(collection(database).find_one(doc! { "_id": id.to_string() }).max_time(MAX_TIME).await?)
}

/// Messages for the staff: new ones the oldest first, answered ones the newest first.
pub async fn list(
    database: &Database,
    query: &ContactQuery,
    after: Option<ContactMessageId>,
    count: usize,
) -> ApiResult<Vec<MessageDoc>> {
    let state = query.state.unwrap_or(ContactState::New);
    let (order, beyond) = match state {
        ContactState::New => (1, "$gt"),
        ContactState::Answered => (-1, "$lt"),
    };
    let mut filter = doc! { "state": state.as_str() };
    if let Some(kind) = query.kind {
        filter.insert("kind", kind.as_str());
    }
    if let Some(after) = after {
        filter.insert("_id", doc! { beyond: after.to_string() });
    }
    let messages = collection(database);
    let most = i64::try_from(count).unwrap_or(i64::MAX);
    let found = messages.find(filter).sort(doc! { "_id": order }).limit(most);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Answers a message that is new; `None` when it is not.
pub async fn answer(
    database: &Database,
    session: &mut ClientSession,
    id: ContactMessageId,
    answer: &AnswerDoc,
) -> ApiResult<Option<MessageDoc>> {
    let answer = bson::serialize_to_bson(answer).map_err(ApiError::internal)?;
    let update = doc! { "$set": { "state": ContactState::Answered.as_str(), "answer": answer } };
    let messages = collection(database);
    let new = doc! { "_id": id.to_string(), "state": ContactState::New.as_str() };
    let done = messages.find_one_and_update(new, update).return_document(ReturnDocument::After);
    Ok(done.session(session).await?)
}

/// What a person wrote while signed in, for a copy of their data.
pub async fn of_user(database: &Database, user: UserId) -> ApiResult<Vec<MessageDoc>> {
    let messages = collection(database);
    let found = messages.find(doc! { "user_id": user.to_string() }).limit(MAX_COPIED);
    Ok(found.max_time(MAX_TIME).await?.try_collect().await?)
}

/// Removes what came from a person, or from one of their addresses.
pub async fn forget(database: &Database, user: UserId, emails: &[String]) -> ApiResult<()> {
    let messages = collection(database);
    messages.delete_many(doc! { "user_id": user.to_string() }).await?;
    messages.delete_many(doc! { "email_key": { "$in": emails } }).await?;
    Ok(())
}
