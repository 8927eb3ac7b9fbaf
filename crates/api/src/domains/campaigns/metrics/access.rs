//! Extractors that load the figures of a post and say who may do what with them.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::id::MetricsId;

use super::super::access::{id_of, state_of};
use super::super::applications::access::{Deed, role_between};
use super::super::applications::rules::Role;
use super::super::repo::metrics::{self, MetricsDoc};
use super::rules::{self, Step};
use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};

/// Send a screenshot of a deliverable's figures: its creator.
#[derive(Debug, Clone, Copy)]
pub struct Report;

impl Deed for Report {
    fn is_for(role: Role) -> bool {
        role == Role::Creator
    }
}

macro_rules! deeds {
    ($($name:ident)+) => {$(
        #[doc = concat!("See [`Step::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Deed for $name {
            fn is_for(role: Role) -> bool {
                rules::may(role, Step::$name)
            }
        }
    )+};
}

deeds! { Confirm Question Discard }

/// Somebody who may do the deed with the figures that are the `id` of the address. To who is on neither side of them they do
/// not exist, nor to the brand before the creator has confirmed them.
#[derive(Debug, Clone)]
pub struct MetricsOf<D> {
    /// Who.
    pub user: CurrentUser,
    /// What they are to it.
    pub role: Role,
    /// The figures as they were read.
    pub metrics: MetricsDoc,
    deed: PhantomData<D>,
}

impl<D: Deed> FromRequest for MetricsOf<D> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = SignedIn::decide(request);
        let state = state_of(request);
        let id = id_of::<MetricsId>(request, "id");
        Gate::guard(request, async move {
            let user = guard.await?.0;
            let (state, id) = (state?, id?);
            let metrics = metrics::find(&state.database, id).await?.ok_or(ErrorCode::NotFound)?;
            let role = role_between(&state, &user, metrics.user_id, metrics.brand_id).await?;
            let hidden = role != Role::Creator && !metrics.state.is_shown();
            if role == Role::Stranger || hidden {
                return Err(ErrorCode::NotFound.into());
            }
            if !D::is_for(role) {
                return Err(ErrorCode::Forbidden.into());
            }
            Ok(Self { user, role, metrics, deed: PhantomData })
        })
    }
}
