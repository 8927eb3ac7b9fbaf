//! Extractors that say who rates whom, and who replies.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures::future::LocalBoxFuture;
use shared::campaigns::OfferSide;
use shared::error::ErrorCode;
use shared::id::RatingId;

use super::super::access::{id_of, state_of};
use super::super::applications::access::{Deed, role_of};
use super::super::applications::rules::Role;
use super::super::applications::sides;
use super::super::repo::applications;
use super::super::repo::ratings::{self, RatingDoc};
use crate::domains::identity::{CurrentUser, Guard, SignedIn};
use crate::http::{ApiError, ApiResult, Gate};
use crate::said;

/// Rate the other side: the creator, and whoever works in the brand.
#[derive(Debug, Clone, Copy)]
pub struct Rate;

impl Deed for Rate {
    fn is_for(role: Role) -> bool {
        sides::side_of(role).is_some()
    }
}

/// Somebody of the side that is rated by the rating that is the `id` of the address. To who is on neither side of its
/// application, or may not see it yet, it does not exist.
#[derive(Debug, Clone)]
pub struct Rated {
    /// Who.
    pub user: CurrentUser,
    /// The rating as it was read.
    pub rating: RatingDoc,
}

impl FromRequest for Rated {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guard = SignedIn::decide(request);
        let state = state_of(request);
        let id = id_of::<RatingId>(request, "id");
        Gate::guard(request, async move {
            let user = guard.await?.0;
            let (state, id) = (state?, id?);
            let rating = ratings::find(&state.database, id).await?.ok_or(ErrorCode::NotFound)?;
            let application = applications::find(&state.database, rating.application_id).await?;
            let application = application.ok_or(ErrorCode::NotFound)?;
            let role = role_of(&state, &user, &application).await?;
            if role == Role::Stranger {
                return Err(ErrorCode::NotFound.into());
            }
            let rated = sides::other(rating.by);
            if !rating.is_seen() && sides::view_of(role) == rated {
                return Err(ErrorCode::NotFound.into());
            }
            if sides::side_of(role) != Some(rated) {
                let (who, quien) = match rated {
                    OfferSide::Brand => ("who works in the brand", "quien trabaja en la marca"),
                    OfferSide::Creator => ("the creator", "quien crea"),
                };
                return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
                    "this rating is of the other side; {who} can reply to it",
                    "esta valoración es de la otra parte; la puede responder {quien}"
                )));
            }
            Ok(Self { user, rating })
        })
    }
}
