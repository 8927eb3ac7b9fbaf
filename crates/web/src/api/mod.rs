//! The only code that does HTTP: one client for JSON, problems, the access token and its renewal.
//!
//! The access token lives in memory alone; the refresh token is an HttpOnly cookie that no script sees. When a
//! request meets 401, the session is renewed once, shared by everyone who waits, and the request is sent again. When it
//! needs a fresh sign-in, the person is asked to prove who they are, and then it is sent again too.

pub mod audit;
pub mod backups;
mod client;
pub mod identity;
pub mod inspection;
pub mod notifications;
mod problem;
mod read;
pub mod system;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use client::{absolute, on_proof_needed, on_session_end, set_access_token};
pub use problem::ApiProblem;
pub use read::read_value;

use client::{Body, Method, send};
use read::read;

/// What a call gives.
pub type ApiResult<T> = Result<T, ApiProblem>;

fn parse<T: DeserializeOwned>(text: &str) -> ApiResult<T> {
    read(text).ok_or_else(ApiProblem::unreadable)
}

fn write<B: Serialize>(body: &B) -> ApiResult<String> {
    serde_json::to_string(body).map_err(|_| ApiProblem::unreadable())
}

async fn get<T: DeserializeOwned>(path: &str) -> ApiResult<T> {
    parse(&send(Method::Get, path.to_owned(), Body::None).await?)
}

async fn get_with<Q: Serialize, T: DeserializeOwned>(path: &str, query: &Q) -> ApiResult<T> {
    get(&format!("{path}{}", query_string(query)?)).await
}

async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Post, path.to_owned(), Body::Json(write(body)?)).await?)
}

/// A POST whose answer has no body.
async fn tell<B: Serialize>(path: &str, body: &B) -> ApiResult<()> {
    send(Method::Post, path.to_owned(), Body::Json(write(body)?)).await.map(drop)
}

/// A POST without a body whose answer has none.
async fn poke(path: &str) -> ApiResult<()> {
    send(Method::Post, path.to_owned(), Body::None).await.map(drop)
}

/// A POST without a body.
async fn begin<T: DeserializeOwned>(path: &str) -> ApiResult<T> {
    parse(&send(Method::Post, path.to_owned(), Body::None).await?)
}

async fn patch<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Patch, path.to_owned(), Body::Json(write(body)?)).await?)
}

async fn put<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Put, path.to_owned(), Body::Json(write(body)?)).await?)
}

async fn delete(path: &str) -> ApiResult<()> {
    send(Method::Delete, path.to_owned(), Body::None).await.map(drop)
}

/// A DELETE with a body.
async fn delete_with<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Delete, path.to_owned(), Body::Json(write(body)?)).await?)
}

/// A DELETE that answers with what is left, or what became of it.
async fn delete_from<T: DeserializeOwned>(path: &str) -> ApiResult<T> {
    parse(&send(Method::Delete, path.to_owned(), Body::None).await?)
}

/// A POST of a file of the person's device.
async fn upload<T: DeserializeOwned>(path: &str, file: web_sys::File) -> ApiResult<T> {
    parse(&send(Method::Post, path.to_owned(), Body::File(file)).await?)
}

/// Writes a flat DTO as a query string; absent fields are left out.
fn query_string<Q: Serialize>(query: &Q) -> ApiResult<String> {
    let value = serde_json::to_value(query).map_err(|_| ApiProblem::unreadable())?;
    let pairs: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            let text = match value {
                serde_json::Value::Null => return None,
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            Some(format!("{name}={}", encode(&text)))
        })
        .collect();
    Ok(if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) })
}

/// Percent-encodes one segment of a path or one value of a query.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

#[cfg(test)]
mod tests {
    use shared::identity::{Role, UserQuery};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::query_string;

    #[wasm_bindgen_test]
    fn a_query_leaves_out_what_is_absent_and_escapes_the_rest() {
        let query = UserQuery {
            search: Some("ana & cía".to_owned()),
            role: Some(Role::Creator),
            limit: Some(50),
            ..UserQuery::default()
        };
        let text = query_string(&query).unwrap();
        assert!(text.starts_with('?'), "{text}");
        assert!(text.contains("search=ana%20%26%20c%C3%ADa"), "{text}");
        assert!(text.contains("role=creator") && text.contains("limit=50"), "{text}");
        assert!(!text.contains("cursor"), "{text}");
        assert_eq!(query_string(&UserQuery::default()).unwrap(), "");
    }
}
