//! One file as the body, or as the first part of a form.

use std::path::Path;

use actix_multipart::{Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::{FromRequest, HttpRequest};
use bytes::Bytes;
use futures::future::LocalBoxFuture;
use futures::{Stream, StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use super::Gate;
use crate::http::{ApiError, ApiResult, patience};
use crate::infra::hex::hex;
use crate::said;

/// A file that is too large is read on without being kept, up to so many times the limit and so many bytes beyond it: a
/// browser that is cut off while it sends shows a broken connection, not why.
const PATIENCE: usize = 4;
const MOST_BEYOND: usize = 64 * 1024 * 1024;

/// One file of at most `MAX` bytes, written to the disk as it came in. It is removed with this.
///
/// It is the whole body with a type such as `image/png` or `application/octet-stream`, or the first part of
/// `multipart/form-data`. What type it is said to be, and its name, are not believed: whoever uses it looks into it.
#[derive(Debug)]
pub struct Upload<const MAX: usize> {
    file: NamedTempFile,
    bytes: usize,
    sha256: String,
}

impl<const MAX: usize> Upload<MAX> {
    /// How many bytes it has.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Its SHA-256 in hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Where it lies as long as this is there. For files that are too large to be held in memory.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Its content.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn read(&self) -> ApiResult<Vec<u8>> {
        tokio::fs::read(self.file.path()).await.map_err(ApiError::internal)
    }
}

impl<const MAX: usize> FromRequest for Upload<MAX> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = form(request.headers());
        let headers = request.headers().clone();
        let payload = payload.take();
        let passed = Gate::passed(request);
        Box::pin(async move {
            passed.await?;
            let form = form?;
            if !form {
                return keep(payload.map_err(unread)).await;
            }
            let mut parts = Multipart::new(&headers, payload);
            match parts.try_next().await.map_err(wrong_form)? {
                Some(part) => keep(part.map_err(wrong_form)).await,
                None => Err(ApiError::new(ErrorCode::MalformedBody).detail(said!(
                    "the form has no part; send the file as its first one",
                    "el formulario no tiene ninguna parte; mandá el archivo como la primera"
                ))),
            }
        })
    }
}

/// Whether the body is a form.
fn form(headers: &HeaderMap) -> ApiResult<bool> {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "multipart/form-data" => Ok(true),
        "application/octet-stream" => Ok(false),
        image if image.starts_with("image/") || image.starts_with("video/") => Ok(false),
        other => Err(ApiError::new(ErrorCode::UnsupportedMediaType).detail(said!(
            "Content-Type was {other:?}; send the file itself as application/octet-stream, image/… or video/…, or a \
             multipart/form-data form with it",
            "el Content-Type fue {other:?}; mandá el archivo mismo como application/octet-stream, image/… o video/…, o \
             dentro de un formulario multipart/form-data"
        ))),
    }
}

async fn keep<const MAX: usize>(chunks: impl Stream<Item = ApiResult<Bytes>>) -> ApiResult<Upload<MAX>> {
    let named = NamedTempFile::new().map_err(ApiError::internal)?;
    let mut file = tokio::fs::File::create(named.path()).await.map_err(ApiError::internal)?;
    let mut bytes = 0_usize;
    let mut hasher = Sha256::new();
    let mut chunks = std::pin::pin!(chunks);
    let enough = MAX.saturating_mul(PATIENCE).min(MAX.saturating_add(MOST_BEYOND));
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        patience::renew();
        bytes = bytes.saturating_add(chunk.len());
        if bytes <= MAX {
            hasher.update(&chunk);
            file.write_all(&chunk).await.map_err(ApiError::internal)?;
        } else if bytes > enough {
            break;
        }
    }
    if bytes > MAX {
        return Err(too_large(MAX));
    }
    file.flush().await.map_err(ApiError::internal)?;
    if bytes == 0 {
        return Err(ApiError::new(ErrorCode::MalformedBody)
            .detail(said!("the file is empty", "el archivo está vacío")));
    }
    Ok(Upload { file: named, bytes, sha256: hex(&hasher.finalize()) })
}

fn too_large(max: usize) -> ApiError {
    ApiError::new(ErrorCode::PayloadTooLarge).detail(said!(
        "a file may have at most {max} bytes here",
        "acá un archivo puede tener como mucho {max} bytes"
    ))
}

fn unread(error: PayloadError) -> ApiError {
    ApiError::new(ErrorCode::BadRequest)
        .detail(said!("the file did not come in whole: {error}", "el archivo no llegó entero: {error}"))
}

fn wrong_form(error: MultipartError) -> ApiError {
    ApiError::new(ErrorCode::MalformedBody)
        .detail(said!("the form cannot be read: {error}", "no se puede leer el formulario: {error}"))
}
