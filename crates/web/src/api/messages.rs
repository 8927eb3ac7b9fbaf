//! Messages: the threads of somebody, and what the two sides of an application write to each other.

use shared::campaigns::{
    Message, MessageQuery, ReadMessages, SendMessage, Thread, ThreadQuery, ThreadSummary, UnreadMessages,
    UnreadQuery,
};
use shared::id::{ApplicationId, BrandId, MediaId};
use shared::media::{FileLink, MediaFile};
use shared::page::Page;

use super::{ApiResult, begin, delete, get, get_with, post, put_on, put_told, upload};

/// The threads of a brand, or one's own as a creator, where something was written last first.
pub async fn threads(query: &ThreadQuery) -> ApiResult<Page<ThreadSummary>> {
    get_with("/api/campaigns/threads", query).await
}

/// How much one has not read in them.
pub async fn unread(brand: Option<BrandId>) -> ApiResult<UnreadMessages> {
    get_with("/api/campaigns/threads/unread", &UnreadQuery { brand }).await
}

/// Where a thread stands.
pub async fn thread(id: ApplicationId) -> ApiResult<Thread> {
    get(&format!("/api/campaigns/applications/{id}/thread")).await
}

/// Its messages: the newest first, or those after a number, the oldest first.
pub async fn list(id: ApplicationId, query: &MessageQuery) -> ApiResult<Page<Message>> {
    get_with(&format!("/api/campaigns/applications/{id}/messages"), query).await
}

/// Writes to the other side.
pub async fn send(id: ApplicationId, body: &SendMessage) -> ApiResult<Message> {
    post(&format!("/api/campaigns/applications/{id}/messages"), body).await
}

/// Says how far one has read.
pub async fn read(id: ApplicationId, number: u32) -> ApiResult<()> {
    put_told(&format!("/api/campaigns/applications/{id}/messages/read"), &ReadMessages { number }).await
}

/// Sends a file for a message to come.
pub async fn send_file(id: ApplicationId, file: web_sys::File) -> ApiResult<MediaFile> {
    upload(&format!("/api/campaigns/applications/{id}/attachments"), file).await
}

/// Where a file of a message can be had for a moment.
pub async fn file(id: ApplicationId, file: MediaId) -> ApiResult<FileLink> {
    begin(&format!("/api/campaigns/applications/{id}/attachments/{file}/link")).await
}

/// Takes no more messages of the other side.
pub async fn block(id: ApplicationId) -> ApiResult<()> {
    put_on(&format!("/api/campaigns/applications/{id}/block")).await
}

/// Takes messages of the other side again.
pub async fn unblock(id: ApplicationId) -> ApiResult<()> {
    delete(&format!("/api/campaigns/applications/{id}/block")).await
}
