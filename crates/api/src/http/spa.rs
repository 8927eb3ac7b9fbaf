//! The app's files: hashed ones for ever, `index.html` for every address that is the app's own, brotli or gzip as
//! they lie on the disk.

use std::path::{Component, Path, PathBuf};

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap,
    IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use shared::error::ErrorCode;

use super::{ApiError, etag};
use crate::said;

/// The folder of the built app.
#[derive(Debug, Clone)]
pub struct Spa {
    folder: PathBuf,
}

/// How a file lies on the disk, best first.
const ENCODINGS: &[(&str, &str)] = &[("br", "br"), ("gzip", "gz")];

impl Spa {
    /// Serves `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Answers a `GET` or `HEAD`.
    pub async fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let Some(place) = Place::of(request.path()) else {
            return ApiError::new(ErrorCode::RouteNotFound).error_response();
        };
        match self.read(&place, request.headers()).await {
            Some(file) => file.respond(request, &place),
            None if place.must_exist => ApiError::new(ErrorCode::RouteNotFound).error_response(),
            None => ApiError::new(ErrorCode::Unavailable)
                .detail(said!("the app's index.html is gone", "falta el index.html de la aplicación"))
                .error_response(),
        }
    }

    async fn read(&self, place: &Place, headers: &HeaderMap) -> Option<File> {
        let path = self.folder.join(&place.file);
        if !place.must_exist || tokio::fs::metadata(&path).await.is_ok_and(|meta| meta.is_file()) {
            return self.best(&path, headers).await;
        }
        None
    }

    async fn best(&self, path: &Path, headers: &HeaderMap) -> Option<File> {
        for (encoding, extension) in ENCODINGS {
            if accepts(headers, encoding) {
                let mut packed = path.as_os_str().to_owned();
                packed.push(format!(".{extension}"));
                if let Ok(bytes) = tokio::fs::read(&packed).await {
                    return Some(File { bytes, encoding: Some(encoding), media_type: media_type(path) });
                }
            }
        }
        let bytes = tokio::fs::read(path).await.ok()?;
        Some(File { bytes, encoding: None, media_type: media_type(path) })
    }
}

/// Which file an address means.
struct Place {
    file: PathBuf,
    /// An asset, not an address of the app: 404 if it is not there.
    must_exist: bool,
    immutable: bool,
}

impl Place {
    /// `None` for addresses that climb out of the folder or hide something.
    fn of(path: &str) -> Option<Self> {
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
        let relative = Path::new(decoded.trim_start_matches('/')).to_owned();
        let plain = relative.components().all(|part| match part {
            Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
            _ => false,
        });
        if !plain || decoded.contains(['\\', '\0']) {
            return None;
        }
        let in_folder = |name: &str| relative.starts_with(name);
        let is_file = in_folder("assets")
            || in_folder("static")
            || (relative.components().count() == 1 && relative.extension().is_some());
        let file = if is_file { relative.clone() } else { PathBuf::from("index.html") };
        Some(Self { file, must_exist: is_file, immutable: in_folder("assets") })
    }
}

struct File {
    bytes: Vec<u8>,
    encoding: Option<&'static str>,
    media_type: &'static str,
}

impl File {
    fn respond(self, request: &HttpRequest, place: &Place) -> HttpResponse {
        let tag = format!("\"{}\"", etag::digest(&self.bytes));
        let caching = if place.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let unchanged = known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
        let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((CACHE_CONTROL, caching));
        // What never changes is never asked for again.
        if !place.immutable {
            response.insert_header((ETAG, tag));
        }
        response.insert_header((VARY, "accept-encoding"));
        if unchanged {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, self.media_type));
        // Said even for none, so that the compressing layer leaves the bytes alone.
        response.insert_header((CONTENT_ENCODING, self.encoding.unwrap_or("identity")));
        if request.method() == Method::HEAD {
            return response.insert_header((CONTENT_LENGTH, self.bytes.len())).finish();
        }
        response.body(self.bytes)
    }
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        parts.next() == Some(encoding)
            && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn assets_must_exist_and_deep_links_are_the_app() {
        let place = |path: &str| Place::of(path).map(|place| (place.file, place.must_exist, place.immutable));
        assert_eq!(place("/"), Some(("index.html".into(), false, false)));
        assert_eq!(place("/admin/backups/7"), Some(("index.html".into(), false, false)));
        assert_eq!(place("/assets/app-1f.css"), Some(("assets/app-1f.css".into(), true, true)));
        assert_eq!(place("/robots.txt"), Some(("robots.txt".into(), true, false)));
    }

    #[test]
    fn nothing_outside_the_folder_is_reached() {
        for path in [
            "/../secret",
            "/assets/../../secret",
            "/%2e%2e/secret",
            "/assets/%2e%2e%2fsecret",
            "/.env",
            "/a\\b",
        ] {
            assert!(Place::of(path).is_none(), "{path}");
        }
    }
}
