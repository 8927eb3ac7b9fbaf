//! `/api/notifications/notices`: the centre of each person.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post};
use shared::id::NoticeId;
use shared::identity::Role;
use shared::notifications::{Notice, NoticeQuery, Unread};
use shared::page::Page;

use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(count_unread)
        .service(list_notices)
        .service(read_all_notices)
        .service(read_notice)
        .service(archive_notice)
        .service(restore_notice);
}

/// Count what is unread
///
/// One's own notices and, for the staff, the announcements of the console. Counted up to 100.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    responses((status = 200, body = Unread)))]
#[get("/api/notifications/unread")]
async fn count_unread(who: SignedIn, state: Data<AppState>) -> ApiResult<Json<Unread>> {
    let staff = who.0.roles.contains(&Role::Admin);
    state.notifications.count_unread(who.0.id, staff).await.map(Json)
}

/// List one's own notices
///
/// Newest first; without those that were put away, unless they are asked for. Notices stay for 90 days.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    params(NoticeQuery), responses((status = 200, body = Page<Notice>)))]
#[get("/api/notifications/notices")]
async fn list_notices(
    who: SignedIn,
    state: Data<AppState>,
    ValidQuery(query): ValidQuery<NoticeQuery>,
) -> ApiResult<Json<Page<Notice>>> {
    state.notifications.list_notices(who.0.id, &query).await.map(Json)
}

/// Mark one's own notices as read
///
/// Every one that was not put away.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))), responses((status = 204)))]
#[post("/api/notifications/notices/read-all")]
async fn read_all_notices(who: SignedIn, state: Data<AppState>) -> ApiResult<HttpResponse> {
    state.notifications.mark_notices_read(who.0.id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Mark a notice as read
///
/// The first mark stands. Somebody else's notice is `not_found`.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    params(("id" = NoticeId, Path)), responses((status = 204)))]
#[post("/api/notifications/notices/{id}/read")]
async fn read_notice(
    who: SignedIn,
    state: Data<AppState>,
    Path(id): Path<NoticeId>,
) -> ApiResult<HttpResponse> {
    state.notifications.mark_notice_read(who.0.id, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put a notice away
///
/// It counts as read, is listed with `archived=true` from then on, and can be put back.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    params(("id" = NoticeId, Path)), responses((status = 204)))]
#[post("/api/notifications/notices/{id}/archive")]
async fn archive_notice(
    who: SignedIn,
    state: Data<AppState>,
    Path(id): Path<NoticeId>,
) -> ApiResult<HttpResponse> {
    state.notifications.put_notice_away(who.0.id, id, true).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put a notice back
///
/// Into the list of what was not put away.
#[utoipa::path(tag = "notifications", extensions(("x-who" = json!("account"))),
    params(("id" = NoticeId, Path)), responses((status = 204)))]
#[delete("/api/notifications/notices/{id}/archive")]
async fn restore_notice(
    who: SignedIn,
    state: Data<AppState>,
    Path(id): Path<NoticeId>,
) -> ApiResult<HttpResponse> {
    state.notifications.put_notice_away(who.0.id, id, false).await?;
    Ok(HttpResponse::NoContent().finish())
}
