//! Extractors that load a campaign and say who may do what with it.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::id::{BrandId, CampaignId};

use super::parties;
use super::repo::campaign_doc::CampaignDoc;
use super::repo::campaigns;
use super::rules::moves::{self, Actor, Move};
use crate::app::AppState;
use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};

/// What a handler does, as a type.
pub trait Deed: 'static {
    /// Whether this actor may do it at all, wherever the campaign stands.
    fn is_for(actor: Actor) -> bool;
}

/// Look at what only the brand sees: everybody in its workspace.
#[derive(Debug, Clone, Copy)]
pub struct Look;

impl Deed for Look {
    fn is_for(actor: Actor) -> bool {
        actor != Actor::Outsider
    }
}

macro_rules! deeds {
    ($($name:ident)+) => {$(
        #[doc = concat!("See [`Move::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Deed for $name {
            fn is_for(actor: Actor) -> bool {
                moves::may(actor, Move::$name)
            }
        }
    )+};
}

deeds! { Edit Revert Publish Close Complete Cancel Archive Restore }

/// Somebody of the brand whose campaign is the `id` of the address, and who may do the deed. To everybody else the
/// campaign does not exist.
#[derive(Debug, Clone)]
pub struct BrandsCampaign<D> {
    /// Who.
    pub user: CurrentUser,
    /// What they are to the brand.
    pub actor: Actor,
    /// The campaign as it was read.
    pub campaign: CampaignDoc,
    deed: PhantomData<D>,
}

impl<D: Deed> FromRequest for BrandsCampaign<D> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = SignedIn::decide(request);
        let state = state_of(request);
        let id = id_of::<CampaignId>(request, "id");
        Gate::guard(request, async move {
            let user = guard.await?.0;
            let (state, id) = (state?, id?);
            let campaign = campaigns::find(&state.database, id).await?.ok_or(ErrorCode::NotFound)?;
            let actor = allowed::<D>(&state, &user, campaign.brand_id).await?;
            Ok(Self { user, actor, campaign, deed: PhantomData })
        })
    }
}

/// Somebody of the brand that is the `brand` of the address.
#[derive(Debug, Clone)]
pub struct OfBrand {
    /// The brand.
    pub brand: BrandId,
}

impl FromRequest for OfBrand {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = SignedIn::decide(request);
        let state = state_of(request);
        let brand = id_of::<BrandId>(request, "brand");
        Gate::guard(request, async move {
            let user = guard.await?.0;
            let (state, brand) = (state?, brand?);
            allowed::<Look>(&state, &user, brand).await?;
            Ok(Self { brand })
        })
    }
}

/// What somebody is to a brand, if that is enough for the deed.
pub(super) async fn allowed<D: Deed>(
    state: &AppState,
    user: &CurrentUser,
    brand: BrandId,
) -> ApiResult<Actor> {
    let actor = parties::actor(state, user.id, brand).await?;
    if actor == Actor::Outsider {
        return Err(ErrorCode::NotFound.into());
    }
    if D::is_for(actor) { Ok(actor) } else { Err(ErrorCode::Forbidden.into()) }
}

pub(super) fn state_of(request: &HttpRequest) -> ApiResult<Data<AppState>> {
    request.app_data::<Data<AppState>>().cloned().ok_or_else(|| ApiError::internal("no state"))
}

/// An id of the address. One that is none is the id of nothing.
pub(super) fn id_of<T: std::str::FromStr>(request: &HttpRequest, name: &str) -> ApiResult<T> {
    request
        .match_info()
        .get(name)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| ErrorCode::NotFound.into())
}
