//! Extractors that say who may call a handler. A handler without one of them does not exist, and what they decide
//! comes before anything that was sent is looked at: see [`Gate`].
//!
//! [`Arriving`], [`SignedIn`] and [`Staff`] take an access token or an API key. Wrapped into [`InPerson`] they take no
//! key; wrapped into [`Fresh`] the person must also have proven a moment ago who they are.

mod looking;
pub mod may;
mod personal;
mod shown;

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use jiff::Timestamp;
use shared::error::ErrorCode;
use shared::id::{ApiKeyId, SessionId, UserId};
use shared::identity::{Locale, Permission, Role};

use crate::http::{ApiError, ApiResult, Gate};

pub use self::looking::only_looking;
pub use self::personal::{Fresh, Guard, InPerson};

/// Anybody may call this handler.
#[derive(Debug, Clone, Copy)]
pub struct Public;

impl FromRequest for Public {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::open(request);
        ready(Ok(Self))
    }
}

/// By what a request speaks for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// An access token of this session: somebody who signed in.
    Session {
        /// The session.
        id: SessionId,
        /// When its person last proved who they are, by password or second factor.
        proved_at: Option<Timestamp>,
    },
    /// An API key: a program.
    Key(ApiKeyId),
}

/// The account that a good access token or API key speaks for, as it is now: loaded at each request.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    /// The account.
    pub id: UserId,
    /// Who looks, where it is somebody of the staff who looks as this account; they change nothing.
    pub viewer: Option<UserId>,
    /// By what the request speaks for it.
    pub via: Via,
    /// The address to sign in with.
    pub email: String,
    /// What the account may act as.
    pub roles: Vec<Role>,
    /// What an administrator may do.
    pub permissions: Vec<Permission>,
    /// The language of mails and pages.
    pub locale: Locale,
    /// A one-time password was used and is not yet changed.
    pub must_change_password: bool,
    /// Somebody came in through a provider and has given no phone number yet.
    pub phone_required: bool,
    /// The platform asks for a second factor, and the account has none yet.
    pub second_factor_required: bool,
}

impl CurrentUser {
    /// The session that asks, unless it is a key.
    pub const fn session(&self) -> Option<SessionId> {
        match self.via {
            Via::Session { id, .. } => Some(id),
            Via::Key(_) => None,
        }
    }

    /// Refuses whoever has to change a one-time password, give a phone number or set up a second factor first.
    fn settled(self) -> ApiResult<Self> {
        // Who looks as somebody else has nothing to do for them.
        if self.viewer.is_some() {
            return Ok(self);
        }
        if self.must_change_password {
            return Err(ErrorCode::PasswordChangeRequired.into());
        }
        if self.phone_required {
            return Err(ErrorCode::PhoneRequired.into());
        }
        if self.second_factor_required {
            return Err(ErrorCode::SecondFactorSetupRequired.into());
        }
        Ok(self)
    }
}

/// Somebody with an account, even if a one-time password is still to be changed, a phone number to be given or a second
/// factor to be set up. Only for what such a person needs: seeing who they are, doing what is asked, leaving.
#[derive(Debug, Clone)]
pub struct Arriving(pub CurrentUser);

impl FromRequest for Arriving {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::guard(request, Self::decide(request))
    }
}

/// Somebody with an account, who has nothing to do first.
#[derive(Debug, Clone)]
pub struct SignedIn(pub CurrentUser);

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::guard(request, Self::decide(request))
    }
}

/// An administrator with one permission, such as `Staff<may::InspectData>`.
#[derive(Debug, Clone)]
pub struct Staff<P> {
    /// Who.
    pub user: CurrentUser,
    permission: PhantomData<P>,
}

impl<P: may::Grant> FromRequest for Staff<P> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::guard(request, Self::decide(request))
    }
}
