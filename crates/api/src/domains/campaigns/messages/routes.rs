//! `/api/campaigns/applications/{id}/messages` and what belongs to it, and `/api/campaigns/threads`.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use shared::campaigns::{
    Message, MessageQuery, ReadMessages, SendMessage, Thread, ThreadQuery, ThreadSummary, UnreadMessages,
    UnreadQuery,
};
use shared::id::{ApplicationId, MediaId};
use shared::media::{FileLink, MediaFile};
use shared::page::Page;

use super::super::applications::access::{Look, PartyTo};
use super::access::Write;
use super::service::files::MAX_FILE;
use super::service::{block, files, list, read, send};
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, RequestContext, Upload, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(count_unread_messages)
        .service(list_threads)
        .service(get_thread)
        .service(list_messages)
        .service(send_message)
        .service(read_messages)
        .service(send_message_file)
        .service(create_message_file_link)
        .service(block_messages)
        .service(unblock_messages);
}

/// List threads
///
/// Those of the reader as a creator, or of a brand that they work in. Where something was written last comes first.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(ThreadQuery), responses((status = 200, body = Page<ThreadSummary>)))]
#[get("/api/campaigns/threads")]
async fn list_threads(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<ThreadQuery>,
) -> ApiResult<Json<Page<ThreadSummary>>> {
    list::list(&state, who.0.id, &query.0).await.map(Json)
}

/// Count the messages that one has not read
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))),
    params(UnreadQuery), responses((status = 200, body = UnreadMessages)))]
#[get("/api/campaigns/threads/unread")]
async fn count_unread_messages(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<UnreadQuery>,
) -> ApiResult<Json<UnreadMessages>> {
    list::unread(&state, who.0.id, &query.0).await.map(Json)
}

/// Show where the thread of an application stands
///
/// How far the reader and the other side have read, whether the reader can write, and if not why.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Thread)))]
#[get("/api/campaigns/applications/{id}/thread")]
async fn get_thread(
    party: PartyTo<Look>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<Thread>> {
    read::thread(&state, &context, &party).await.map(Json)
}

/// List the messages of an application
///
/// To its creator and to everybody in the brand's workspace. The newest first; with `after` those that came since, the oldest
/// first, without a cursor: go on from the last number. Who listens to `GET /api/notifications/stream` is told by `changed`
/// when to ask.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application."), MessageQuery),
    responses((status = 200, body = Page<Message>)))]
#[get("/api/campaigns/applications/{id}/messages")]
async fn list_messages(
    party: PartyTo<Look>,
    state: Data<AppState>,
    query: ValidQuery<MessageQuery>,
) -> ApiResult<Json<Page<Message>>> {
    read::list(&state, &party, &query.0).await.map(Json)
}

/// Write a message to the other side
///
/// A brand can write to whoever applied; a creator from the shortlist on, or once the brand has written. When an application
/// was declined or taken back, nobody writes any more. Somebody can write 30 messages at once, and then one each two seconds.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = SendMessage,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 201, body = Message)))]
#[post("/api/campaigns/applications/{id}/messages")]
async fn send_message(
    party: PartyTo<Write>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<SendMessage>,
) -> ApiResult<HttpResponse> {
    let message = send::send(&state, &context, &party, body.0).await?;
    Ok(HttpResponse::Created().json(message))
}

/// Say how far one has read
///
/// It never goes back, and the other side sees it.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = ReadMessages,
    params(("id" = ApplicationId, Path, description = "The application.")), responses((status = 204)))]
#[put("/api/campaigns/applications/{id}/messages/read")]
async fn read_messages(
    party: PartyTo<Look>,
    state: Data<AppState>,
    body: ValidJson<ReadMessages>,
) -> ApiResult<HttpResponse> {
    read::mark(&state, &party, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send a file for a message
///
/// A picture (PNG, JPEG, GIF, WebP) or a short video (MP4, MOV, WebM) of at most 25 MB, as the body or as the first part of a
/// form. What it is, its content decides. It is kept as it came, and seen by the other side only once a message names it; one that
/// none names is thrown away after a day. Twelve can wait for their message.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    request_body(content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "image/*"), (Vec<u8> = "multipart/form-data"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 201, body = MediaFile)))]
#[post("/api/campaigns/applications/{id}/attachments")]
async fn send_message_file(
    party: PartyTo<Write>,
    state: Data<AppState>,
    file: Upload<MAX_FILE>,
) -> ApiResult<HttpResponse> {
    let file = files::receive(&state, &party, &file).await?;
    Ok(HttpResponse::Created().json(file))
}

/// Get a link to a file of a message
///
/// For whoever reads the thread; good for a quarter of an hour.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(
        ("id" = ApplicationId, Path, description = "The application."),
        ("file" = MediaId, Path, description = "The file."),
    ),
    responses((status = 200, body = FileLink)))]
#[post("/api/campaigns/applications/{id}/attachments/{file}/link")]
async fn create_message_file_link(
    party: PartyTo<Look>,
    state: Data<AppState>,
    path: Path<(ApplicationId, MediaId)>,
) -> ApiResult<Json<FileLink>> {
    files::link(&state, &party, path.0.1).await.map(Json)
}

/// Take no more messages of the other side
///
/// In none of the threads between this brand and this creator; neither side can write then, and both are told which has blocked.
/// Whoever works in the brand decides it for the brand. Again changes nothing.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 204)))]
#[put("/api/campaigns/applications/{id}/block")]
async fn block_messages(
    party: PartyTo<Write>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    block::set(&state, &context, &party, true).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take messages of the other side again
///
/// Again changes nothing. What the other side has blocked stays so.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 204)))]
#[delete("/api/campaigns/applications/{id}/block")]
async fn unblock_messages(
    party: PartyTo<Write>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    block::set(&state, &context, &party, false).await?;
    Ok(HttpResponse::NoContent().finish())
}
