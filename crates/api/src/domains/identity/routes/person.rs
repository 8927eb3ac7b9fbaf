//! Another address, a copy of one's data, leaving for good.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use shared::backups::DownloadTicket;
use shared::identity::{ChangeEmail, ClosingAccount, DataExport, DeleteAccount, EmailLink};
use tokio_util::io::ReaderStream;

use super::super::access::{Fresh, Public, SignedIn};
use super::super::{cookies, service};
use crate::app::AppState;
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(change_email)
        .service(confirm_email)
        .service(undo_email)
        .service(list_data_exports)
        .service(request_data_export)
        .service(create_data_export_ticket)
        .service(download_data_export)
        .service(delete_me);
}

/// Ask for another address
///
/// A link is mailed to the new address; until it is followed nothing changes. It is good once, for a day. Asks for a fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), request_body = ChangeEmail,
    responses((status = 202, description = "A link is on its way.")))]
#[post("/api/identity/email/change")]
async fn change_email(
    who: Fresh<SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ChangeEmail>,
) -> ApiResult<HttpResponse> {
    service::email_change::ask(&state, &context, &who.0, &body.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Take a new address with a mailed link
///
/// From now on it is the one to sign in with. The old address is told, with a link that takes it back for a week.
#[utoipa::path(tag = "identity", request_body = EmailLink, security(()),
    responses((status = 204, description = "Changed.")))]
#[post("/api/identity/email/confirm")]
async fn confirm_email(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<EmailLink>,
) -> ApiResult<HttpResponse> {
    service::email_change::confirm(&state, &context, &body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Go back to the old address with a mailed link
///
/// Ends every session: whoever changed the address may not have been the owner. Set a new password afterwards.
#[utoipa::path(tag = "identity", request_body = EmailLink, security(()),
    responses((status = 204, description = "The old address counts again.")))]
#[post("/api/identity/email/undo")]
async fn undo_email(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<EmailLink>,
) -> ApiResult<HttpResponse> {
    service::email_change::undo(&state, &context, &body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List the copies of one's data
///
/// Those of the last weeks, newest first, and where each stands.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Vec<DataExport>)))]
#[get("/api/identity/data-export")]
async fn list_data_exports(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Vec<DataExport>>> {
    service::export::list(&state, &who.0).await.map(Json)
}

/// Ask for a copy of one's data
///
/// A job gathers what every part of the platform holds of the person into a ZIP file of JSON files and pictures. It can
/// be downloaded for a week. Asks for a fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 202, body = DataExport)))]
#[post("/api/identity/data-export")]
async fn request_data_export(
    who: Fresh<SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    let export = service::export::ask(&state, &context, &who.0).await?;
    Ok(HttpResponse::Accepted().json(export))
}

/// Get a link that downloads the copy of one's data once
///
/// So that the browser itself can save the file. The link works once, within a minute.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = DownloadTicket)))]
#[post("/api/identity/data-export/download-ticket")]
async fn create_data_export_ticket(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<DownloadTicket>> {
    service::export::ticket(&state, &who.0).await.map(Json)
}

/// Download a copy of one's data by ticket
///
/// The ticket is the key, and is used up.
#[utoipa::path(tag = "identity", security(()),
    params(("ticket" = String, Path, description = "From `data-export/download-ticket`")),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/zip")))]
#[get("/api/identity/data-exports/{ticket}")]
async fn download_data_export(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    ticket: Path<String>,
) -> ApiResult<HttpResponse> {
    let (bytes, reader) = service::export::open(&state, &context, &ticket.0).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"avenue-data.zip\""))
        .insert_header((CONTENT_ENCODING, "identity"))
        .no_chunking(bytes)
        .streaming(ReaderStream::new(reader)))
}

/// Delete one's own account
///
/// Closes it at once and ends every session. Two weeks later the person is erased; signing in before takes it back. What
/// other records refer to is kept without the person. Somebody who manages accounts is always left. Asks for a
/// fresh sign-in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), request_body = DeleteAccount,
    responses((status = 202, body = ClosingAccount)))]
#[delete("/api/identity/me")]
async fn delete_me(
    who: Fresh<SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<DeleteAccount>,
) -> ApiResult<HttpResponse> {
    let closing = service::closing::close(&state, &context, &who.0, body.0).await?;
    Ok(HttpResponse::Accepted().cookie(cookies::no_refresh(&state)).json(closing))
}
