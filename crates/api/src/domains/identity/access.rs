//! Extractors that say who may call a handler. A handler without one of them does not exist, and what they decide
//! comes before anything that was sent is looked at: see [`Gate`].

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};
use shared::identity::{Locale, Permission, Role};

use super::service;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, Caller, Gate};

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

/// The account that a good access token speaks for, as it is now: loaded at each request.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    /// The account.
    pub id: UserId,
    /// The session that the token belongs to.
    pub session_id: SessionId,
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
}

impl CurrentUser {
    /// Refuses whoever has to change a one-time password first.
    fn settled(self) -> ApiResult<Self> {
        if self.must_change_password { Err(ErrorCode::PasswordChangeRequired.into()) } else { Ok(self) }
    }
}

/// Somebody with an account, even if a one-time password is still to be changed. Only for what such a person needs:
/// seeing who they are, changing the password, leaving.
#[derive(Debug, Clone)]
pub struct Arriving(pub CurrentUser);

impl FromRequest for Arriving {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let user = load(request);
        Gate::guard(request, async move { user.await.map(Self) })
    }
}

/// Somebody with an account, who has no one-time password to change first.
#[derive(Debug, Clone)]
pub struct SignedIn(pub CurrentUser);

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let user = load(request);
        Gate::guard(request, async move { user.await?.settled().map(Self) })
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
        let user = load(request);
        let permitted = async move {
            let user = user.await?.settled()?;
            if user.roles.contains(&Role::Admin) && P::is_in(&user.permissions) {
                Ok(Self { user, permission: PhantomData })
            } else {
                Err(ErrorCode::Forbidden.into())
            }
        };
        Gate::guard(request, permitted)
    }
}

/// Loads whoever the request's token speaks for.
fn load(request: &HttpRequest) -> impl Future<Output = ApiResult<CurrentUser>> + use<> {
    let state = request.app_data::<Data<AppState>>().cloned();
    let token = bearer(request);
    let announce = Caller::announcer(request);
    async move {
        let state = state.ok_or_else(|| ApiError::internal("no state"))?;
        let token = token.ok_or(ErrorCode::Unauthenticated)?;
        service::presence::who(&state, &token).await.inspect(|user| announce(Caller::user(user.id)))
    }
}

/// The token of the `Authorization` header. The scheme's case does not matter (RFC 9110).
fn bearer(request: &HttpRequest) -> Option<String> {
    let (scheme, token) = request.headers().get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// The permissions as types, for signatures.
pub mod may {
    use shared::identity::Permission;

    /// A permission as a type.
    pub trait Grant: 'static {
        /// Whether an administrator with these permissions has it.
        fn is_in(permissions: &[Permission]) -> bool;
    }

    macro_rules! grants {
        ($($name:ident)+) => {$(
            #[doc = concat!("See [`Permission::", stringify!($name), "`].")]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Grant for $name {
                fn is_in(permissions: &[Permission]) -> bool {
                    permissions.contains(&Permission::$name)
                }
            }
        )+};
    }

    grants! { ManageUsers InspectData ManageBackups RestoreBackups ReadAudit ReadMailbox ManageSystem }

    /// Come into the console: what every administrator may, whatever the permissions.
    #[derive(Debug, Clone, Copy)]
    pub struct EnterConsole;

    impl Grant for EnterConsole {
        fn is_in(_: &[Permission]) -> bool {
            true
        }
    }
}
