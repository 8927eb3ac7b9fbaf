//! Extractors that load an application with its campaign and say who may do what with it.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::id::{ApplicationId, BrandId, UserId};

use super::super::access::{id_of, state_of};
use super::super::parties;
use super::super::repo::applications::{self, ApplicationDoc};
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::campaigns;
use super::super::rules::moves::Actor;
use super::rules::{self, Role, Step};
use crate::app::AppState;
use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};

/// What a handler does, as a type.
pub trait Deed: 'static {
    /// Whether only a person may, and no program with a key.
    const IN_PERSON: bool = false;

    /// Whether this role may do it at all, wherever the application stands.
    fn is_for(role: Role) -> bool;
}

/// Look at it: its creator, and everybody in the brand's workspace.
#[derive(Debug, Clone, Copy)]
pub struct Look;

impl Deed for Look {
    fn is_for(role: Role) -> bool {
        role != Role::Stranger
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

deeds! { Shortlist Offer Accept Reject Counter Withdraw }

/// See [`Step::Confirm`]. A signature is a person's.
#[derive(Debug, Clone, Copy)]
pub struct Confirm;

impl Deed for Confirm {
    const IN_PERSON: bool = true;

    fn is_for(role: Role) -> bool {
        rules::may(role, Step::Confirm)
    }
}

/// Somebody who may do the deed with the application that is the `id` of the address. To who is on neither side of it, it
/// does not exist.
#[derive(Debug, Clone)]
pub struct PartyTo<D> {
    /// Who.
    pub user: CurrentUser,
    /// What they are to it.
    pub role: Role,
    /// The application as it was read.
    pub application: ApplicationDoc,
    /// Its campaign as it was read.
    pub campaign: CampaignDoc,
    deed: PhantomData<D>,
}

impl<D: Deed> FromRequest for PartyTo<D> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = SignedIn::decide(request);
        let state = state_of(request);
        let id = id_of::<ApplicationId>(request, "id");
        Gate::guard(request, async move {
            let user = guard.await?.0;
            if D::IN_PERSON && user.session().is_none() {
                return Err(ErrorCode::KeyNotAllowed.into());
            }
            let (state, id) = (state?, id?);
            let application = applications::find(&state.database, id).await?.ok_or(ErrorCode::NotFound)?;
            let role = role_of(&state, &user, &application).await?;
            if role == Role::Stranger {
                return Err(ErrorCode::NotFound.into());
            }
            if !D::is_for(role) {
                return Err(ErrorCode::Forbidden.into());
            }
            let campaign = campaigns::find(&state.database, application.campaign_id).await?;
            let campaign = campaign.ok_or(ErrorCode::NotFound)?;
            Ok(Self { user, role, application, campaign, deed: PhantomData })
        })
    }
}

/// What somebody is to an application.
pub async fn role_of(state: &AppState, user: &CurrentUser, application: &ApplicationDoc) -> ApiResult<Role> {
    role_between(state, user, application.user_id, application.brand_id).await
}

/// What somebody is to what a creator and a brand have with each other.
pub(in super::super) async fn role_between(
    state: &AppState,
    user: &CurrentUser,
    creator: UserId,
    brand: BrandId,
) -> ApiResult<Role> {
    if creator == user.id {
        return Ok(Role::Creator);
    }
    Ok(match parties::actor(state, user.id, brand).await? {
        Actor::Owner => Role::Owner,
        Actor::Admin => Role::Admin,
        Actor::Member => Role::Member,
        Actor::Viewer => Role::Viewer,
        Actor::Staff | Actor::Outsider => Role::Stranger,
    })
}
