//! Path segments.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures::FutureExt;
use futures::future::Map;
use serde::de::DeserializeOwned;
use shared::error::ErrorCode;

use crate::http::{ApiError, ApiResult};

/// Segments of the path. One that is not of its form names nothing, and so is not found.
#[derive(Debug)]
pub struct Path<T>(pub T);

type Segments<T> = Result<web::Path<T>, actix_web::Error>;

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = ApiError;
    type Future = Map<<web::Path<T> as FromRequest>::Future, fn(Segments<T>) -> ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        web::Path::<T>::from_request(request, payload).map(|segments| {
            let error =
                |error: actix_web::Error| ApiError::new(ErrorCode::NotFound).detail(error.to_string());
            segments.map(|path| Self(path.into_inner())).map_err(error)
        })
    }
}
