//! `/api/media/files`.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::error::ErrorCode;
use shared::media::FileQuery;
use tokio_util::io::ReaderStream;

use super::repo::FileDoc;
use crate::app::AppState;
use crate::domains::identity::Public;
use crate::http::range::{Asked, Part, REPR_DIGEST, asked, digest, wanted};
use crate::http::{ApiError, ApiResult, Handlers, Path, ValidQuery};
use crate::said;

/// How much is read from the store at a time.
const CHUNK: usize = 64 * 1024;
/// What a browser that opens the file by itself may do with it: show it.
const POLICY: &str = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; \
                      frame-ancestors 'none'; sandbox";

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers.service(get_media_file);
}

/// Get a file by a pass
///
/// Whole, or the part that `Range` asks for, as often as is wanted while the pass is good. Passes are handed out by what the
/// file belongs to, such as `POST /api/campaigns/deliverables/{id}/drafts/{number}/link`. `Repr-Digest` carries the SHA-256
/// of the whole file.
#[utoipa::path(tag = "media", security(()),
    params(("pass" = String, Path, description = "From a link."), FileQuery),
    responses(
        (status = 200, description = "The file", content(
            (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/gif"), (Vec<u8> = "image/webp"),
            (Vec<u8> = "video/mp4"), (Vec<u8> = "video/quicktime"), (Vec<u8> = "video/webm"))),
        (status = 206, description = "The part that `Range` asked for", content(
            (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/gif"), (Vec<u8> = "image/webp"),
            (Vec<u8> = "video/mp4"), (Vec<u8> = "video/quicktime"), (Vec<u8> = "video/webm"))),
        (status = 304, description = "You have it"),
    ))]
#[get("/api/media/files/{pass}")]
async fn get_media_file(
    _: Public,
    state: Data<AppState>,
    request: HttpRequest,
    pass: Path<String>,
    query: ValidQuery<FileQuery>,
) -> ApiResult<HttpResponse> {
    let file = state.media.passed(&pass.0).await?;
    send(&state, &file, &request, query.0.save.unwrap_or(false)).await
}

async fn send(
    state: &AppState,
    file: &FileDoc,
    request: &HttpRequest,
    save: bool,
) -> ApiResult<HttpResponse> {
    let bytes = u64::try_from(file.bytes).unwrap_or(0);
    let etag = format!("\"{}\"", file.sha256);
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|known| known.trim() == etag)) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, etag)).finish());
    }
    let (status, part) = match asked(wanted(request, &etag), bytes) {
        Asked::Whole => (StatusCode::OK, Part { start: 0, length: bytes }),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Unsatisfiable => {
            return Err(ApiError::new(ErrorCode::RangeNotSatisfiable)
                .detail(said!("the file has {bytes} bytes", "el archivo tiene {bytes} bytes")));
        }
    };
    let reader = state.media.read_file(file.id, part.start, part.length).await?;
    let how = if save { "attachment" } else { "inline" };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((CONTENT_TYPE, file.media_type.as_str()))
        // The id and an ending of ours: nothing that anybody typed.
        .insert_header((CONTENT_DISPOSITION, format!("{how}; filename=\"{}.{}\"", file.id, file.extension)))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        // The address is a key: it goes nowhere else.
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((ACCEPT_RANGES, "bytes"))
        .insert_header((ETAG, etag));
    if let Some(digest) = digest(&file.sha256) {
        response.insert_header((REPR_DIGEST, digest));
    }
    if status == StatusCode::PARTIAL_CONTENT {
        let last = part.start.saturating_add(part.length).saturating_sub(1);
        response.insert_header((CONTENT_RANGE, format!("bytes {}-{last}/{bytes}", part.start)));
    }
    // With its length in front, a body that ends early is an error to every client.
    Ok(response.no_chunking(part.length).streaming(ReaderStream::with_capacity(reader, CHUNK)))
}
