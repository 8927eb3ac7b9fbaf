//! Query strings.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use garde::Validate;
use serde::de::DeserializeOwned;
use shared::error::ErrorCode;

use super::Gate;
use crate::http::{ApiError, ApiResult, Said};
use crate::said;

/// A query string of the documented shape and valid.
#[derive(Debug)]
pub struct ValidQuery<T>(pub T);

impl<T> FromRequest for ValidQuery<T>
where
    T: DeserializeOwned + Validate<Context = ()> + 'static,
{
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::address(request, read(request.query_string()).map(Self))
    }
}

fn read<T: DeserializeOwned + Validate<Context = ()>>(query: &str) -> ApiResult<T> {
    let form = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    let value: T = serde_path_to_error::deserialize(form).map_err(|error| {
        let path = error.path().to_string();
        let wrong = error.into_inner();
        ApiError::new(ErrorCode::MalformedQuery).detail(match path.as_str() {
            "." => Said::quoted(wrong.to_string()),
            path => said!("\"{path}\": {wrong}", "«{path}»: {wrong}"),
        })
    })?;
    value.validate().map_err(|report| ApiError::from(&report))?;
    Ok(value)
}
