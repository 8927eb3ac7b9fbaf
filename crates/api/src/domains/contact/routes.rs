//! `/api/contact`.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::contact::{
    AnswerContactMessage, ContactMessage, ContactQuery, ContactReceipt, ContactSummary, CreateContactMessage,
    Operator,
};
use shared::id::ContactMessageId;
use shared::page::Page;

use super::service::{staff, write};
use crate::app::AppState;
use crate::domains::identity::{Public, SignedIn, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_operator)
        .service(create_contact_message)
        .service(list_contact_messages)
        .service(get_contact_message)
        .service(answer_contact_message);
}

/// Tell who runs the platform
///
/// As the legal texts name them. What the installation was not told is absent.
#[utoipa::path(tag = "contact", security(()), responses((status = 200, body = Operator)))]
#[get("/api/contact")]
async fn get_operator(_: Public, state: Data<AppState>) -> Json<Operator> {
    Json(write::operator(&state))
}

/// Write to whoever runs the platform
///
/// With or without an account. The staff is told, and answers by mail. One network address can write 5 times at once, and then
/// once each ten minutes; all together 50 times at once, and then once each two minutes.
#[utoipa::path(tag = "contact", security((), ("bearer" = [])), request_body = CreateContactMessage,
    responses((status = 201, body = ContactReceipt)))]
#[post("/api/contact")]
async fn create_contact_message(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    who: Option<SignedIn>,
    body: ValidJson<CreateContactMessage>,
) -> ApiResult<HttpResponse> {
    let receipt = write::create(&state, &context, who.map(|who| who.0), body.0).await?;
    Ok(HttpResponse::Created().json(receipt))
}

/// List what people wrote
///
/// For the staff. New ones the oldest first; answered ones, the newest first, only when asked for.
#[utoipa::path(tag = "contact", extensions(("x-who" = json!("staff"))), params(ContactQuery),
    responses((status = 200, body = Page<ContactSummary>)))]
#[get("/api/contact/messages")]
async fn list_contact_messages(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<ContactQuery>,
) -> ApiResult<Json<Page<ContactSummary>>> {
    staff::list(&state, &query.0).await.map(Json)
}

/// Show what somebody wrote
///
/// For the staff: the message, and how it was answered.
#[utoipa::path(tag = "contact", extensions(("x-who" = json!("staff"))),
    params(("id" = ContactMessageId, Path, description = "The message.")),
    responses((status = 200, body = ContactMessage)))]
#[get("/api/contact/messages/{id}")]
async fn get_contact_message(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    id: Path<ContactMessageId>,
) -> ApiResult<Json<ContactMessage>> {
    staff::get(&state, id.0).await.map(Json)
}

/// Answer what somebody wrote
///
/// Once. The words are mailed, in the language of whoever wrote; without words the message counts as answered elsewhere.
#[utoipa::path(tag = "contact", extensions(("x-who" = json!("staff"))), request_body = AnswerContactMessage,
    params(("id" = ContactMessageId, Path, description = "The message.")),
    responses((status = 200, body = ContactMessage)))]
#[post("/api/contact/messages/{id}/answer")]
async fn answer_contact_message(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<ContactMessageId>,
    body: ValidJson<AnswerContactMessage>,
) -> ApiResult<Json<ContactMessage>> {
    staff::answer(&state, &context, &who.user, id.0, body.0).await.map(Json)
}
