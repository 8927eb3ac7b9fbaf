//! What is answered where no handler is: the app for its own addresses, 405 for a known address with another method,
//! 404 for the rest.

use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use shared::error::ErrorCode;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::PathItem;

use super::ApiError;
use super::spa::Spa;
use crate::said;

/// Every address of the API, as the description writes it, with the methods that it takes; app data.
#[derive(Debug)]
pub struct Routes(Vec<(String, Vec<&'static str>)>);

impl Routes {
    /// Reads them from the description.
    pub fn of(description: &OpenApi) -> Self {
        let paths = description.paths.paths.iter();
        Self(paths.map(|(path, item)| (path.clone(), methods(item))).collect())
    }

    fn methods_at(&self, path: &str) -> Vec<&'static str> {
        let matching = self.0.iter().filter(|(pattern, _)| is_at(pattern, path));
        matching.flat_map(|(_, methods)| methods.iter().copied()).collect()
    }
}

/// Whether an address is one that the pattern means: a segment in braces stands for any.
fn is_at(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let mut all = pattern.split('/').map(|wanted| {
        segments.next().is_some_and(|segment| {
            segment == wanted || (wanted.starts_with('{') && wanted.ends_with('}') && !segment.is_empty())
        })
    });
    all.all(|is| is) && segments.next().is_none()
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    let all = [
        ("DELETE", &item.delete),
        ("GET", &item.get),
        ("HEAD", &item.head),
        ("OPTIONS", &item.options),
        ("PATCH", &item.patch),
        ("POST", &item.post),
        ("PUT", &item.put),
    ];
    all.into_iter().filter(|(_, operation)| operation.is_some()).map(|(method, _)| method).collect()
}

/// The handler of last resort.
pub async fn fallback(
    request: HttpRequest,
    routes: web::Data<Routes>,
    spa: web::Data<Option<Spa>>,
) -> HttpResponse {
    let path = request.path();
    if path != "/api" && !path.starts_with("/api/") {
        return match (spa.as_ref(), request.method()) {
            (Some(spa), &Method::GET | &Method::HEAD) => spa.answer(&request).await,
            (Some(_), _) => not_allowed(&["GET", "HEAD"]),
            (None, _) => ApiError::new(ErrorCode::RouteNotFound)
                .detail(said!(
                    "only the API is served here; set AVENUE_WEB_DIR to serve the app",
                    "acá se sirve solo la API; poné AVENUE_WEB_DIR para servir la aplicación"
                ))
                .error_response(),
        };
    }
    let methods = routes.methods_at(path);
    if methods.is_empty() {
        return ApiError::new(ErrorCode::RouteNotFound).error_response();
    }
    not_allowed(&methods)
}

fn not_allowed(methods: &[&str]) -> HttpResponse {
    let list = methods.join(", ");
    let allowed = said!("allowed here: {list}", "acá se permite: {list}");
    let mut response = ApiError::new(ErrorCode::MethodNotAllowed).detail(allowed).error_response();
    if let Ok(value) = HeaderValue::from_str(&list) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn a_segment_in_braces_stands_for_any_one() {
        for (pattern, path) in [("/api/a", "/api/a"), ("/api/{id}/b", "/api/7/b"), ("/api/{id}", "/api/a")] {
            assert!(is_at(pattern, path), "{pattern} {path}");
        }
        for path in ["/api/7", "/api/7/b/c", "/api//b", "/api/7/c", "/api"] {
            assert!(!is_at("/api/{id}/b", path), "{path}");
        }
    }
}
