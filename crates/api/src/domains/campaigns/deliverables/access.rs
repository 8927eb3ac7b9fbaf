//! Extractors that load a deliverable with its campaign and say who may do what with it.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::error::ErrorCode;
use shared::id::DeliverableId;

use super::super::access::{id_of, state_of};
use super::super::applications::access::{Deed, role_between};
use super::super::applications::rules::Role;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::repo::{campaigns, deliverables};
use super::rules::{self, Step};
use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};

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

deeds! { Submit Comment Approve Changes Reject Publish }

/// Somebody who may do the deed with the deliverable that is the `id` of the address. To who is on neither side of it, it
/// does not exist.
#[derive(Debug, Clone)]
pub struct PieceOf<D> {
    /// Who.
    pub user: CurrentUser,
    /// What they are to it.
    pub role: Role,
    /// The deliverable as it was read.
    pub piece: DeliverableDoc,
    /// Its campaign as it was read.
    pub campaign: CampaignDoc,
    deed: PhantomData<D>,
}

impl<D: Deed> FromRequest for PieceOf<D> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = SignedIn::decide(request);
        let state = state_of(request);
        let id = id_of::<DeliverableId>(request, "id");
        Gate::guard(request, async move {
            let user = guard.await?.0;
            let (state, id) = (state?, id?);
            let piece = deliverables::find(&state.database, id).await?.ok_or(ErrorCode::NotFound)?;
            let role = role_between(&state, &user, piece.user_id, piece.brand_id).await?;
            if role == Role::Stranger {
                return Err(ErrorCode::NotFound.into());
            }
            if !D::is_for(role) {
                return Err(ErrorCode::Forbidden.into());
            }
            let campaign = campaigns::find(&state.database, piece.campaign_id).await?;
            let campaign = campaign.ok_or(ErrorCode::NotFound)?;
            Ok(Self { user, role, piece, campaign, deed: PhantomData })
        })
    }
}
