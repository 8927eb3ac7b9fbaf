//! JSON bodies.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures::StreamExt;
use futures::future::LocalBoxFuture;
use garde::Validate;
use serde::de::DeserializeOwned;
use shared::error::ErrorCode;

use super::Gate;
use crate::http::{ApiError, ApiResult, Said};
use crate::said;

/// The largest JSON body, in bytes; app data.
#[derive(Debug, Clone, Copy)]
pub struct JsonLimit(pub usize);

/// A body that is JSON of the documented shape and valid.
#[derive(Debug)]
pub struct ValidJson<T>(pub T);

impl<T> FromRequest for ValidJson<T>
where
    T: DeserializeOwned + Validate<Context = ()> + 'static,
{
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let media_type = media_type(request);
        let limit = request.app_data::<JsonLimit>().map_or(262_144, |limit| limit.0);
        let payload = payload.take();
        let passed = Gate::passed(request);
        Box::pin(async move {
            passed.await?;
            media_type?;
            let value: T = parse(&read(payload, limit).await?)?;
            value.validate().map_err(|report| ApiError::from(&report))?;
            Ok(Self(value))
        })
    }
}

/// Only `application/json`, so that no page can send one without asking first (a CORS preflight).
fn media_type(request: &HttpRequest) -> ApiResult<()> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let sentence = if essence.is_empty() {
        said!("Content-Type was none; send application/json", "no hubo Content-Type; mandá application/json")
    } else {
        said!(
            "Content-Type was \"{essence}\"; send application/json",
            "el Content-Type fue «{essence}»; mandá application/json"
        )
    };
    Err(ApiError::new(ErrorCode::UnsupportedMediaType).detail(sentence))
}

async fn read(mut payload: Payload, limit: usize) -> ApiResult<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk
            .map_err(|error| ApiError::new(ErrorCode::BadRequest).detail(Said::quoted(error.to_string())))?;
        if body.len() + chunk.len() > limit {
            return Err(ApiError::new(ErrorCode::PayloadTooLarge).detail(said!(
                "a JSON body may have at most {limit} bytes",
                "un cuerpo JSON puede tener como mucho {limit} bytes"
            )));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> ApiResult<T> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let wrong = error.into_inner();
        ApiError::new(ErrorCode::MalformedBody).detail(match path.as_str() {
            "." => Said::quoted(wrong.to_string()),
            path => said!("at \"{path}\": {wrong}", "en «{path}»: {wrong}"),
        })
    })?;
    json.end()
        .map_err(|error| ApiError::new(ErrorCode::MalformedBody).detail(Said::quoted(error.to_string())))?;
    Ok(value)
}
