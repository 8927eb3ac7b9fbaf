//! Extractors that say who may call a handler of a brand: its members, from a role on, and its owner while it is in the
//! trash.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::brands::BrandRole;
use shared::error::ErrorCode;
use shared::id::BrandId;

use super::service::members;
use crate::app::AppState;
use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};
use crate::said;

/// The segment of the path that names the brand: the address of every handler that takes [`MemberOf`] has it.
const SEGMENT: &str = "brand_id";

/// The roles as types, for signatures.
pub mod rank {
    use super::BrandRole;

    /// A role as a type: this one, or one that may do more.
    pub trait Rank: 'static {
        /// The least role.
        const LEAST: BrandRole;
        /// Whether only a person may call, not a program with an API key.
        const IN_PERSON: bool;
    }

    macro_rules! ranks {
        ($($name:ident $in_person:literal)+) => {$(
            #[doc = concat!("At least [`BrandRole::", stringify!($name), "`].")]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Rank for $name {
                const LEAST: BrandRole = BrandRole::$name;
                const IN_PERSON: bool = $in_person;
            }
        )+};
    }

    ranks! { Viewer false Member false Admin false Owner true }
}

/// Somebody who works in the brand that the path names as `{brand_id}`, with at least this role, such as
/// `MemberOf<rank::Admin>`. To whoever does not work in it, there is no such brand. What only the owner may do, a lost key
/// must never do: `MemberOf<rank::Owner>` takes no API key; say `security(("bearer" = []))` there.
#[derive(Debug, Clone)]
pub struct MemberOf<R> {
    /// Who.
    pub user: CurrentUser,
    /// The brand.
    pub brand: BrandId,
    /// What they may do in it.
    pub role: BrandRole,
    rank: PhantomData<R>,
}

impl<R: rank::Rank> Guard for MemberOf<R> {
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>> {
        let signed_in = SignedIn::decide(request);
        let (state, brand) = addressed(request);
        Box::pin(async move {
            let user = signed_in.await?.0;
            if R::IN_PERSON {
                in_person(&user)?;
            }
            let (state, brand) = (state?, brand.ok_or_else(missing)?);
            let role = members::role_of(&state, user.id, brand).await?.ok_or_else(missing)?;
            if role < R::LEAST {
                return Err(too_little(role, R::LEAST));
            }
            Ok(Self { user, brand, role, rank: PhantomData })
        })
    }

    fn user(&self) -> &CurrentUser {
        &self.user
    }
}

impl<R: rank::Rank> FromRequest for MemberOf<R> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::guard(request, Self::decide(request))
    }
}

/// The owner of the brand that the path names as `{brand_id}`, which is in the trash. A person, as with
/// `MemberOf<rank::Owner>`.
#[derive(Debug, Clone)]
pub struct OwnerInTrash {
    /// Who.
    pub user: CurrentUser,
    /// The brand.
    pub brand: BrandId,
}

impl Guard for OwnerInTrash {
    fn decide(request: &HttpRequest) -> LocalBoxFuture<'static, ApiResult<Self>> {
        let signed_in = SignedIn::decide(request);
        let (state, brand) = addressed(request);
        Box::pin(async move {
            let user = signed_in.await?.0;
            in_person(&user)?;
            let (state, brand) = (state?, brand.ok_or_else(missing)?);
            if members::owns_in_trash(&state, user.id, brand).await? {
                Ok(Self { user, brand })
            } else {
                Err(ApiError::new(ErrorCode::NotFound).detail(said!(
                    "there is no such brand in your trash",
                    "esa marca no está en tu papelera"
                )))
            }
        })
    }

    fn user(&self) -> &CurrentUser {
        &self.user
    }
}

impl FromRequest for OwnerInTrash {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Gate::guard(request, Self::decide(request))
    }
}

/// The state, and the brand that the path names, if it can be one.
fn addressed(request: &HttpRequest) -> (ApiResult<Data<AppState>>, Option<BrandId>) {
    let state = request.app_data::<Data<AppState>>().cloned();
    let brand = request.match_info().get(SEGMENT).and_then(|id| id.parse::<BrandId>().ok());
    (state.ok_or_else(|| ApiError::internal("no state")), brand)
}

fn in_person(user: &CurrentUser) -> ApiResult<()> {
    if user.session().is_some() { Ok(()) } else { Err(ErrorCode::KeyNotAllowed.into()) }
}

fn missing() -> ApiError {
    ApiError::new(ErrorCode::NotFound).detail(said!(
        "there is no such brand, or you do not work in it",
        "esa marca no existe, o no trabajás en ella"
    ))
}

fn too_little(has: BrandRole, needs: BrandRole) -> ApiError {
    let (needs_en, has_en) = (needs.as_str(), has.as_str());
    let (needs_es, has_es) = (in_spanish(needs), in_spanish(has));
    ApiError::new(ErrorCode::Forbidden).detail(said!(
        "this needs the role {needs_en} in the brand; yours is {has_en}",
        "para esto hace falta el rol «{needs_es}» en la marca; el tuyo es «{has_es}»"
    ))
}

/// A role as the app calls it in Spanish.
const fn in_spanish(role: BrandRole) -> &'static str {
    match role {
        BrandRole::Viewer => "Lectura",
        BrandRole::Member => "Miembro",
        BrandRole::Admin => "Administración",
        BrandRole::Owner => "Dirección",
    }
}
