//! `/api/notifications/emails`, `…/suppressions`, and what the mail service tells.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use actix_web::web::{Bytes, Data, Json};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use shared::backups::DownloadTicket;
use shared::id::EmailId;
use shared::notifications::{Email, EmailQuery, EmailSummary, Suppression};
use shared::page::Page;

use super::super::preview;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::{Public, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_emails)
        .service(get_email)
        .service(create_email_preview_ticket)
        .service(show_email_preview)
        .service(send_email_again)
        .service(list_suppressions)
        .service(lift_suppression)
        .service(hear_from_resend);
}

/// List the mail log
///
/// Newest first.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))), params(EmailQuery),
    responses((status = 200, body = Page<EmailSummary>)))]
#[get("/api/notifications/emails")]
async fn list_emails(
    _: Staff<may::ReadMailbox>,
    state: Data<AppState>,
    ValidQuery(query): ValidQuery<EmailQuery>,
) -> ApiResult<Json<Page<EmailSummary>>> {
    state.notifications.list_emails(&query).await.map(Json)
}

/// Show a mail
///
/// Links that sign in or reset a password are masked, except in a mail that is kept here because no mail service is
/// configured, as long as its link works. Each look is in the audit trail.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))), params(("id" = EmailId, Path)),
    responses((status = 200, body = Email)))]
#[get("/api/notifications/emails/{id}")]
async fn get_email(
    staff: Staff<may::ReadMailbox>,
    state: Data<AppState>,
    context: RequestContext,
    Path(id): Path<EmailId>,
) -> ApiResult<Json<Email>> {
    let email = state.notifications.get_email(id).await?;
    let by = By::person(staff.user.id, &staff.user.email, &context);
    let label = Some(email.summary.to.as_str());
    state
        .audit
        .record(AuditEntry::new(by, "notifications.read_email", target("email", id, label)), None)
        .await?;
    Ok(Json(email))
}

/// Make a link that shows a mail as it looks
///
/// A frame cannot send a token: the ticket in the address is the key. It works once, within a minute.
#[utoipa::path(
    tag = "notifications", extensions(("x-who" = json!("staff"))),
    params(("id" = EmailId, Path)),
    responses((status = 201, body = DownloadTicket))
)]
#[post("/api/notifications/emails/{id}/preview-ticket")]
async fn create_email_preview_ticket(
    staff: Staff<may::ReadMailbox>,
    state: Data<AppState>,
    Path(id): Path<EmailId>,
) -> ApiResult<HttpResponse> {
    let ticket = preview::ticket(&state, &staff.user, id).await?;
    Ok(HttpResponse::Created().json(ticket))
}

/// Show a mail as it looks, by its one-time link
///
/// The HTML part with a policy of its own: the mail's styles hold, scripts, forms and everything else do not. Each look
/// is in the audit trail.
#[utoipa::path(
    tag = "notifications",
    security(()),
    params(("ticket" = String, Path, description = "The ticket")),
    responses((status = 200, description = "The mail", body = String, content_type = "text/html"))
)]
#[get("/api/notifications/email-previews/{ticket}")]
async fn show_email_preview(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    Path(ticket): Path<String>,
) -> ApiResult<HttpResponse> {
    let html = preview::redeem(&state, &context, &ticket).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, preview::POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(html))
}

/// Send a mail again
///
/// As it was, once more. One whose link was used up by being sent is refused with `link_expired`, one to an address that
/// nothing is sent to with `conflict`.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))), params(("id" = EmailId, Path)),
    responses((status = 202, body = EmailSummary)))]
#[post("/api/notifications/emails/{id}/send-again")]
async fn send_email_again(
    staff: Staff<may::ReadMailbox>,
    state: Data<AppState>,
    context: RequestContext,
    Path(id): Path<EmailId>,
) -> ApiResult<HttpResponse> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    let entry = AuditEntry::new(by, "notifications.send_again", target("email", id, None));
    let summary = state.notifications.send_again(id, &state.db, &state.audit, entry).await?;
    Ok(HttpResponse::Accepted().json(summary))
}

/// List the addresses that nothing is sent to
///
/// Because they refused a mail for good or complained about one. Newest first, at most 500.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))),
    responses((status = 200, body = Vec<Suppression>)))]
#[get("/api/notifications/suppressions")]
async fn list_suppressions(
    _: Staff<may::ReadMailbox>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<Suppression>>> {
    state.notifications.list_suppressions().await.map(Json)
}

/// Send to an address again
///
/// Lifts what its refusal or complaint brought about.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))),
    params(("address" = String, Path, description = "The address")),
    responses((status = 204)))]
#[delete("/api/notifications/suppressions/{address}")]
async fn lift_suppression(
    staff: Staff<may::ReadMailbox>,
    state: Data<AppState>,
    context: RequestContext,
    Path(address): Path<String>,
) -> ApiResult<HttpResponse> {
    let by = By::person(staff.user.id, &staff.user.email, &context);
    let entry = AuditEntry::new(by, "notifications.lift_suppression", target("address", &address, None));
    state.notifications.lift_suppression(&address, &state.db, &state.audit, entry).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Hear from Resend
///
/// What became of mails: delivered, bounced, complained about. Signed by the webhook's secret; `not_configured` without
/// one, `forbidden` when the signature is not right.
#[utoipa::path(tag = "notifications", extensions(("x-idempotency-key" = json!("ignored"))), security(()),
    request_body(content = serde_json::Value, description = "An event of Resend"), responses((status = 204)))]
#[post("/api/notifications/resend")]
async fn hear_from_resend(
    _: Public,
    state: Data<AppState>,
    request: HttpRequest,
    body: Bytes,
) -> ApiResult<HttpResponse> {
    state.notifications.hear_from_resend(request.headers(), &body).await?;
    Ok(HttpResponse::NoContent().finish())
}
