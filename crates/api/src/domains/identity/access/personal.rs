//! Extractors around others: a person instead of a program, and one who has just proven who they are.

use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use jiff::SignedDuration;
use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::Role;

use super::shown::load;
use super::{Arriving, CurrentUser, SignedIn, Staff, Via, may};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, Gate};
use crate::said;

/// What says who calls: what the extractors of this name decide, for those that are put around them. One request has one
/// guard at the gate: guards that waited for each other there would wait for ever.
pub trait Guard: Sized + 'static {
    /// Decides, without the gate.
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>>;

    /// Who calls.
    fn user(&self) -> &CurrentUser;
}

impl Guard for Arriving {
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>> {
        let user = load(request);
        Box::pin(async move { user.await.map(Self) })
    }

    fn user(&self) -> &CurrentUser {
        &self.0
    }
}

impl Guard for SignedIn {
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>> {
        let user = load(request);
        Box::pin(async move { user.await?.settled().map(Self) })
    }

    fn user(&self) -> &CurrentUser {
        &self.0
    }
}

impl<P: may::Grant> Guard for Staff<P> {
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>> {
        let user = load(request);
        Box::pin(async move {
            let user = user.await?.settled()?;
            if user.roles.contains(&Role::Admin) && P::is_in(&user.permissions) {
                Ok(Self { user, permission: PhantomData })
            } else {
                Err(ErrorCode::Forbidden.into())
            }
        })
    }

    fn user(&self) -> &CurrentUser {
        &self.user
    }
}

/// Somebody who signed in, not a program with an API key: for what a lost key must never do, such as changing the
/// password or signing devices out. Say `security(("bearer" = []))` in the handler's description.
#[derive(Debug, Clone)]
pub struct InPerson<G> {
    guard: G,
    session: SessionId,
}

impl<G> InPerson<G> {
    /// The session that asks.
    pub const fn session(&self) -> SessionId {
        self.session
    }
}

impl<G> Deref for InPerson<G> {
    type Target = G;

    fn deref(&self) -> &G {
        &self.guard
    }
}

impl<G: Guard> FromRequest for InPerson<G> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = G::decide(request);
        Gate::guard(request, async move {
            let guard = guard.await?;
            let session = guard.user().session().ok_or_else(for_people)?;
            Ok(Self { guard, session })
        })
    }
}

/// Somebody who proved within the last minutes (`AVENUE_FRESH_MINUTES`) who they are, by signing in or by
/// `POST /api/identity/prove`: for what must not happen from a screen that was left unlocked or with a stolen token. No
/// API key is ever fresh. Say `security(("bearer" = []))` in the handler's description, and that it asks for a fresh
/// sign-in.
#[derive(Debug, Clone)]
pub struct Fresh<G> {
    guard: G,
    session: SessionId,
}

impl<G> Fresh<G> {
    /// The session that asks.
    pub const fn session(&self) -> SessionId {
        self.session
    }
}

impl<G> Deref for Fresh<G> {
    type Target = G;

    fn deref(&self) -> &G {
        &self.guard
    }
}

impl<G: Guard> FromRequest for Fresh<G> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = G::decide(request);
        let state = request.app_data::<Data<AppState>>().cloned();
        Gate::guard(request, async move {
            let guard = guard.await?;
            let state = state.ok_or_else(|| ApiError::internal("no state"))?;
            let Via::Session { id: session, proved_at } = guard.user().via else { return Err(for_people()) };
            let minutes = i64::from(state.config.identity.fresh_minutes);
            let fresh = proved_at
                .is_some_and(|at| state.clock.now().duration_since(at) <= SignedDuration::from_mins(minutes));
            if !fresh {
                return Err(ApiError::new(ErrorCode::FreshSignInRequired).detail(said!(
                    "prove who you are with POST /api/identity/prove; that counts for {minutes} minutes",
                    "confirmá que sos vos con POST /api/identity/prove; vale durante {minutes} minutos"
                )));
            }
            Ok(Self { guard, session })
        })
    }
}

fn for_people() -> ApiError {
    ApiError::new(ErrorCode::KeyNotAllowed)
}
