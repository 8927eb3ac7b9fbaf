//! Who reads announcements.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::Role;

use crate::domains::identity::SignedIn;
use crate::http::{ApiError, ApiResult};

/// Any administrator, whatever the permissions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader(pub UserId);

impl FromRequest for Reader {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let user = SignedIn::from_request(request, payload);
        Box::pin(async move {
            let SignedIn(user) = user.await?;
            if user.roles.contains(&Role::Admin) {
                Ok(Self(user.id))
            } else {
                Err(ErrorCode::Forbidden.into())
            }
        })
    }
}
