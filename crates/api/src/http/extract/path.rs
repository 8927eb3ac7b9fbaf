//! Path segments.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use shared::error::ErrorCode;

use super::Gate;
use crate::http::{ApiError, ApiResult, Said};

/// Segments of the path. One that is not of its form names nothing, and so is not found.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        #[expect(clippy::disallowed_types, reason = "this is where it waits")]
        let segments = web::Path::<T>::extract(request).now_or_never();
        let part = match segments {
            Some(Ok(path)) => Ok(Self(path.into_inner())),
            Some(Err(error)) => {
                Err(ApiError::new(ErrorCode::NotFound).detail(Said::quoted(error.to_string())))
            }
            None => Err(ApiError::internal("reading the path took time")),
        };
        Gate::address(request, part)
    }
}
