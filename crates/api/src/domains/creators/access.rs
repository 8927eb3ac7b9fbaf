//! Who may look for creators.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::identity::{Permission, Role};

use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};
use crate::said;

/// Somebody who looks for creators: who acts for a brand, or an administrator who manages the marketplace.
#[derive(Debug, Clone)]
pub struct Scout(pub CurrentUser);

impl Guard for Scout {
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>> {
        let signed_in = SignedIn::decide(request);
        Box::pin(async move {
            let SignedIn(user) = signed_in.await?;
            let manages = user.roles.contains(&Role::Admin)
                && user.permissions.contains(&Permission::ManageMarketplace);
            if manages || user.roles.contains(&Role::Brand) {
                Ok(Self(user))
            } else {
                Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
                    "creators are looked for by brands",
                    "la búsqueda de creadores es para las marcas"
                )))
            }
        })
    }

    fn user(&self) -> &CurrentUser {
        &self.0
    }
}

impl FromRequest for Scout {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::guard(request, Self::decide(request))
    }
}
