//! How archives travel: their headers, whole or in part.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use shared::backups::RunBackup;
use shared::error::ErrorCode;
use shared::id::BackupId;
use tokio_util::io::ReaderStream;

use crate::domains::audit::By;
use crate::domains::backups::Backups;
use crate::http::range::{Asked, Part, REPR_DIGEST, asked, digest, wanted};
use crate::http::{ApiError, ApiResult};
use crate::said;

/// How much is read from the destination at a time.
const CHUNK: usize = 64 * 1024;

/// Sends an archive that is kept.
pub(super) async fn send_stored(
    backups: &Backups,
    id: BackupId,
    by: By,
    request: &HttpRequest,
) -> ApiResult<HttpResponse> {
    let archive = backups.hand_out(id, by).await?;
    let etag = format!("\"{}\"", archive.sha256);
    let whole = Part { start: 0, length: archive.bytes };
    let (status, part) = match asked(wanted(request, &etag), archive.bytes) {
        Asked::Whole => (StatusCode::OK, whole),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Unsatisfiable => {
            return Err(ApiError::new(ErrorCode::RangeNotSatisfiable).detail(said!(
                "the archive has {} bytes", "el archivo tiene {} bytes"; archive.bytes
            )));
        }
    };
    let opened = backups.read(&archive, part.start, part.length).await?;
    let mut response = HttpResponse::build(status);
    describe(&mut response, &archive.file_name);
    response.insert_header((ACCEPT_RANGES, "bytes")).insert_header((ETAG, etag));
    if let Some(digest) = digest(&archive.sha256) {
        response.insert_header((REPR_DIGEST, digest));
    }
    if status == StatusCode::PARTIAL_CONTENT {
        let last = part.start + part.length.saturating_sub(1);
        response.insert_header((CONTENT_RANGE, format!("bytes {}-{last}/{}", part.start, archive.bytes)));
    }
    // With its length in front, a body that ends early is an error to every client.
    Ok(response.no_chunking(part.length).streaming(ReaderStream::with_capacity(opened.reader, CHUNK)))
}

/// Sends an archive while it is being made. It has no length: if the dump fails, the connection breaks.
pub(super) async fn send_direct(backups: &Backups, asked: RunBackup, by: By) -> ApiResult<HttpResponse> {
    let archive = backups.stream(asked, by).await?;
    let mut response = HttpResponse::Ok();
    describe(&mut response, &archive.file_name);
    Ok(response.streaming(archive.bytes))
}

fn describe(response: &mut HttpResponseBuilder, file_name: &str) {
    let media_type = match file_name.rsplit_once('.') {
        Some((_, "gz")) => "application/gzip",
        Some((_, "zst")) => "application/zstd",
        _ => "application/octet-stream",
    };
    response
        .insert_header((CONTENT_TYPE, media_type))
        // File names of archives are plain ASCII.
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{file_name}\"")))
        .insert_header((CONTENT_ENCODING, "identity"));
}
