//! `/api/media`.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::id::MediaId;
use tokio_util::io::ReaderStream;

use crate::app::AppState;
use crate::domains::identity::Public;
use crate::http::{ApiResult, Handlers, Path};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    // A word that is fixed comes before ids.
    super::files::configure(handlers);
    handlers.service(get_media);
}

/// Show a picture
///
/// A square of 512, 256, 96 or 48 pixels. What an address shows never changes, so it may be kept for ever. Addresses are
/// told only to who may see the picture, and cannot be guessed; whoever knows one can see it.
#[utoipa::path(tag = "media", security(()),
    params(("id" = MediaId, Path, description = "The picture"), ("size" = u16, Path, description = "512, 256, 96 or 48")),
    responses(
        (status = 200, description = "The picture", body = Vec<u8>, content_type = "image/webp"),
        (status = 304, description = "You have it"),
    ))]
#[get("/api/media/{id}/{size}")]
async fn get_media(
    _: Public,
    state: Data<AppState>,
    request: HttpRequest,
    path: Path<(MediaId, u16)>,
) -> ApiResult<HttpResponse> {
    let (id, size) = path.0;
    let opened = state.media.open(id, size).await?;
    let tag = format!("\"{id}-{size}\"");
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if unchanged {
        return Ok(response.finish());
    }
    response
        .insert_header((CONTENT_TYPE, "image/webp"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CONTENT_DISPOSITION, "inline"));
    Ok(response.no_chunking(opened.bytes).streaming(ReaderStream::new(opened.reader)))
}
