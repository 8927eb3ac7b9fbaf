//! `GET /api/notifications/stream`: what happens, as it happens.

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, ContentEncoding, HeaderMap, HeaderName};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::error::ErrorCode;
use shared::id::NoticeId;
use shared::notifications::{LIVE_MEDIA_TYPE, Live, LiveQuery};
use uuid::Uuid;

use crate::app::AppState;
use crate::domains::identity::{InPerson, SignedIn};
use crate::http::{ApiError, ApiResult, Handlers, ValidQuery};
use crate::said;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Tells nginx and its like to pass on what comes at once.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(follow_notifications);
}

/// Hear what happens
///
/// Server-sent events (`text/event-stream`): the request must accept them by name, otherwise it is answered
/// `not_acceptable`. Each event has a line `event:` and a line `data:` with JSON:
///
/// - `notice`, with a `Notice`: somebody told the reader something. It also has a line `id:`.
/// - `announcement`, with an `Announcement`: only for the staff.
/// - `marked`: the reader marked or put away something, perhaps on another device; ask for the count again.
/// - `changed`, with a `Changed`: something that the reader may be looking at is not as it was; ask for it again. It is not
///   told later: whoever comes back asks again for what they look at.
/// - `reload`: more happened than can be told; read the list again.
/// - `end`, with `{"why": "signed_out" | "replaced" | "renew"}`: the last event. Suspending or signing somebody out ends
///   their streams at once.
///
/// A line that begins with a colon is a heartbeat; one comes every 20 seconds in which nothing happens. A stream ends after an
/// hour, so come back: with `Last-Event-ID` what was missed is told first. The same notice may come twice; its id says so.
/// A person may have 20 streams; the oldest makes room for another.
#[utoipa::path(
    tag = "notifications", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])),
    params(
        LiveQuery,
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last notice that is known"),
    ),
    responses((status = 200, description = "The events, as they happen", body = Live,
        content_type = "text/event-stream"))
)]
#[get("/api/notifications/stream")]
async fn follow_notifications(
    who: InPerson<SignedIn>,
    state: Data<AppState>,
    request: HttpRequest,
    ValidQuery(query): ValidQuery<LiveQuery>,
) -> ApiResult<HttpResponse> {
    let headers = request.headers();
    if !accepts(headers) {
        return Err(ApiError::new(ErrorCode::NotAcceptable).detail(said!(
            "this is a stream; ask for it with Accept: {LIVE_MEDIA_TYPE}",
            "esto es una transmisión continua; pedila con Accept: {LIVE_MEDIA_TYPE}"
        )));
    }
    // What is no id is none that we gave: then the reader cannot know what was missed.
    let told = |text: &str| text.parse().unwrap_or(NoticeId::new(Uuid::nil()));
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).map(told).or(query.last_event_id);
    let listener = state.notifications.listen(&who.0, who.session(), last).await?;
    Ok(HttpResponse::Ok()
        .content_type(LIVE_MEDIA_TYPE)
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((X_ACCEL_BUFFERING, "no"))
        // Compression would hold back what is small.
        .insert_header(ContentEncoding::Identity)
        .streaming(listener))
}

/// Whether a stream is asked for by name: whoever takes anything waits for an end that does not come.
fn accepts(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(
        |range| {
            let kind = range.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case(LIVE_MEDIA_TYPE)
        },
    )
}
