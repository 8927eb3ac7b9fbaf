//! The only code that does HTTP: one client for JSON, problems, the access token and its renewal.
//!
//! The access token lives in memory alone; the refresh token is an HttpOnly cookie that no script sees. When a
//! request meets 401, the session is renewed once, shared by everyone who waits, and the request is sent again. When it
//! needs a fresh sign-in, the person is asked to prove who they are, and then it is sent again too.

pub mod abuse;
pub mod audit;
pub mod backups;
pub mod brands;
pub mod campaigns;
mod client;
pub mod contact;
pub mod creators;
pub mod identity;
pub mod inspection;
pub mod live;
pub mod messages;
pub mod metrics;
pub mod notifications;
pub mod overview;
mod problem;
mod query;
pub mod ratings;
pub mod reports;
pub mod search;
pub mod system;
mod watched;
pub mod work;

use serde::Serialize;

pub use client::{
    absolute, begin_look, end_look, on_look_end, on_proof_needed, on_session_end, set_access_token,
};
pub use problem::ApiProblem;
pub use shared::json::read_value;
pub use watched::Watched;

use client::{Body, Method, send};
use query::query_string;
use shared::json::{FromJson, read};

/// What a call gives.
pub type ApiResult<T> = Result<T, ApiProblem>;

fn parse<T: FromJson>(text: &str) -> ApiResult<T> {
    read(text).ok_or_else(ApiProblem::unreadable)
}

fn write<B: Serialize>(body: &B) -> ApiResult<String> {
    serde_json::to_string(body).map_err(|_| ApiProblem::unreadable())
}

async fn get<T: FromJson>(path: &str) -> ApiResult<T> {
    parse(&send(Method::Get, path.to_owned(), Body::None).await?)
}

async fn get_with<Q: Serialize, T: FromJson>(path: &str, query: &Q) -> ApiResult<T> {
    get(&format!("{path}{}", query_string(query)?)).await
}

async fn post<B: Serialize, T: FromJson>(path: &str, body: &B) -> ApiResult<T> {
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
async fn begin<T: FromJson>(path: &str) -> ApiResult<T> {
    parse(&send(Method::Post, path.to_owned(), Body::None).await?)
}

async fn patch<B: Serialize, T: FromJson>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Patch, path.to_owned(), Body::Json(write(body)?)).await?)
}

async fn put<B: Serialize, T: FromJson>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Put, path.to_owned(), Body::Json(write(body)?)).await?)
}

/// A PUT without a body whose answer has none.
async fn put_on(path: &str) -> ApiResult<()> {
    send(Method::Put, path.to_owned(), Body::None).await.map(drop)
}

/// A PUT whose answer has no body.
async fn put_told<B: Serialize>(path: &str, body: &B) -> ApiResult<()> {
    send(Method::Put, path.to_owned(), Body::Json(write(body)?)).await.map(drop)
}

async fn delete(path: &str) -> ApiResult<()> {
    send(Method::Delete, path.to_owned(), Body::None).await.map(drop)
}

/// A DELETE with a body.
async fn delete_with<B: Serialize, T: FromJson>(path: &str, body: &B) -> ApiResult<T> {
    parse(&send(Method::Delete, path.to_owned(), Body::Json(write(body)?)).await?)
}

/// A DELETE that answers with what is left, or what became of it.
async fn delete_from<T: FromJson>(path: &str) -> ApiResult<T> {
    parse(&send(Method::Delete, path.to_owned(), Body::None).await?)
}

/// A POST of a file of the person's device.
async fn upload<T: FromJson>(path: &str, file: web_sys::File) -> ApiResult<T> {
    parse(&send(Method::Post, path.to_owned(), Body::File(file)).await?)
}

/// A POST of a file of the person's device, which tells how much of it has gone. Dropping it stops it.
async fn upload_watched<T: FromJson>(path: &str, file: Watched) -> ApiResult<T> {
    parse(&send(Method::Post, path.to_owned(), Body::Watched(file)).await?)
}

/// Percent-encodes one segment of a path or one value of a query.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
