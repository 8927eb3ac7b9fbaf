//! Writing to whoever runs the platform, what the staff does with it, and the legal texts.

use shared::contact::{
    AnswerContactMessage, ContactMessage, ContactQuery, ContactReceipt, ContactSummary, CreateContactMessage,
    Operator,
};
use shared::id::ContactMessageId;
use shared::page::Page;

use super::client::own_file;
use super::{ApiResult, get, get_with, post};

/// Who runs the platform.
pub async fn operator() -> ApiResult<Operator> {
    get("/api/contact").await
}

/// Writes to them.
pub async fn write(body: &CreateContactMessage) -> ApiResult<ContactReceipt> {
    post("/api/contact", body).await
}

/// What people wrote.
pub async fn messages(query: &ContactQuery) -> ApiResult<Page<ContactSummary>> {
    get_with("/api/contact/messages", query).await
}

/// One message, whole.
pub async fn message(id: ContactMessageId) -> ApiResult<ContactMessage> {
    get(&format!("/api/contact/messages/{id}")).await
}

/// Answers a message.
pub async fn answer(id: ContactMessageId, body: &AnswerContactMessage) -> ApiResult<ContactMessage> {
    post(&format!("/api/contact/messages/{id}/answer"), body).await
}

/// A legal text, as it comes with the app.
pub async fn legal_text(language: &str, name: &str) -> ApiResult<String> {
    own_file(&format!("/static/legal/{language}/{name}.txt")).await
}
