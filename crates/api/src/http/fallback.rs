//! What is answered where no handler is: the app for its own addresses, 405 for a known address with another method,
//! 404 for the rest.

use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use shared::error::ErrorCode;

use super::ApiError;
use super::spa::Spa;

/// Every address of the API with the methods that it takes; app data.
#[derive(Debug)]
pub struct Routes(Vec<(actix_web::dev::ResourceDef, Vec<String>)>);

impl Routes {
    /// Reads them from the description.
    pub fn of(description: &utoipa::openapi::OpenApi) -> Self {
        let json = serde_json::to_value(&description.paths).unwrap_or_default();
        let paths = json.as_object().into_iter().flatten();
        Self(
            paths
                .map(|(path, item)| (actix_web::dev::ResourceDef::new(path.as_str()), methods(item)))
                .collect(),
        )
    }

    fn methods_at(&self, path: &str) -> Vec<String> {
        let matching = self.0.iter().filter(|(route, _)| route.is_match(path));
        matching.flat_map(|(_, methods)| methods.iter().cloned()).collect()
    }
}

fn methods(item: &serde_json::Value) -> Vec<String> {
    let keys = item.as_object().into_iter().flat_map(|item| item.keys());
    keys.filter(|key| {
        matches!(key.as_str(), "get" | "put" | "post" | "patch" | "delete" | "head" | "options")
    })
    .map(|key| key.to_ascii_uppercase())
    .collect()
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
            (Some(_), _) => not_allowed(&["GET".to_owned(), "HEAD".to_owned()]),
            (None, _) => ApiError::new(ErrorCode::RouteNotFound)
                .detail("only the API is served here; set AVENUE_WEB_DIR to serve the app")
                .error_response(),
        };
    }
    let methods = routes.methods_at(path);
    if methods.is_empty() {
        return ApiError::new(ErrorCode::RouteNotFound).error_response();
    }
    not_allowed(&methods)
}

fn not_allowed(methods: &[String]) -> HttpResponse {
    let list = methods.join(", ");
    let mut response =
        ApiError::new(ErrorCode::MethodNotAllowed).detail(format!("allowed here: {list}")).error_response();
    if let Ok(value) = HeaderValue::from_str(&list) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
