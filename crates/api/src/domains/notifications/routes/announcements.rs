//! `/api/notifications/announcements`: the centre of the system, for the staff.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use shared::id::AnnouncementId;
use shared::notifications::{Announcement, AnnouncementQuery};
use shared::page::Page;

use crate::app::AppState;
use crate::domains::identity::{Staff, may};
use crate::http::{ApiResult, Handlers, Path, ValidQuery};

type Reader = Staff<may::EnterConsole>;

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_announcements)
        .service(read_all_announcements)
        .service(read_announcement)
        .service(archive_announcement)
        .service(restore_announcement);
}

/// List the announcements of the console
///
/// Newest first, with the reader's own marks; without what the reader put away. Announcements stay for 400 days.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))), params(AnnouncementQuery),
    responses((status = 200, body = Page<Announcement>)))]
#[get("/api/notifications/announcements")]
async fn list_announcements(
    reader: Reader,
    state: Data<AppState>,
    ValidQuery(query): ValidQuery<AnnouncementQuery>,
) -> ApiResult<Json<Page<Announcement>>> {
    state.notifications.list_announcements(reader.user.id, &query).await.map(Json)
}

/// Mark an announcement as read
///
/// For the reader alone; the first mark stands.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))),
    params(("id" = AnnouncementId, Path)), responses((status = 204)))]
#[post("/api/notifications/announcements/{id}/read")]
async fn read_announcement(
    reader: Reader,
    state: Data<AppState>,
    Path(id): Path<AnnouncementId>,
) -> ApiResult<HttpResponse> {
    state.notifications.mark_read(reader.user.id, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Mark every announcement as read
///
/// For the reader alone.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))), responses((status = 204)))]
#[post("/api/notifications/announcements/read-all")]
async fn read_all_announcements(reader: Reader, state: Data<AppState>) -> ApiResult<HttpResponse> {
    state.notifications.mark_all_read(reader.user.id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put an announcement away
///
/// For the reader alone. It is listed with `archived=true` from then on, and can be put back.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))),
    params(("id" = AnnouncementId, Path)), responses((status = 204)))]
#[post("/api/notifications/announcements/{id}/archive")]
async fn archive_announcement(
    reader: Reader,
    state: Data<AppState>,
    Path(id): Path<AnnouncementId>,
) -> ApiResult<HttpResponse> {
    state.notifications.put_announcement_away(reader.user.id, id, true).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put an announcement back
///
/// For the reader alone.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("staff"))),
    params(("id" = AnnouncementId, Path)), responses((status = 204)))]
#[delete("/api/notifications/announcements/{id}/archive")]
async fn restore_announcement(
    reader: Reader,
    state: Data<AppState>,
    Path(id): Path<AnnouncementId>,
) -> ApiResult<HttpResponse> {
    state.notifications.put_announcement_away(reader.user.id, id, false).await?;
    Ok(HttpResponse::NoContent().finish())
}
