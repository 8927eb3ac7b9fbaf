//! Coming in with an ID token of Firebase.

use shared::error::ErrorCode;
use shared::identity::{FirebaseSignIn, Provider};

use super::super::access::CurrentUser;
use super::super::providers::Identified;
use super::entry::Entry;
use super::{doors, linking};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::said;

/// Lets somebody in whom a token speaks for.
///
/// # Errors
/// [`ErrorCode::NotConfigured`], [`ErrorCode::ProviderUnavailable`], [`ErrorCode::TooManyRequests`],
/// [`ErrorCode::InvalidIdToken`], [`ErrorCode::EmailUnverified`], [`ErrorCode::LinkFirst`],
/// [`ErrorCode::SecondFactorRequired`],
/// [`ErrorCode::AccountSuspended`].
pub async fn sign_in(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: &FirebaseSignIn,
) -> ApiResult<Entry> {
    let who = read(state, context, body).await?;
    doors::enter(state, context, device, &who).await?.into_entry()
}

/// Links the identity that a token speaks for to one's own account.
///
/// # Errors
/// As [`sign_in`], and [`ErrorCode::AlreadyLinked`].
pub async fn link(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: &FirebaseSignIn,
) -> ApiResult<()> {
    let identity = read(state, context, body).await?;
    linking::refuse_second(state, who.id, Provider::Firebase).await?;
    linking::link(state, context, who, &identity).await
}

async fn read(state: &AppState, context: &RequestContext, body: &FirebaseSignIn) -> ApiResult<Identified> {
    let firebase = state.config.doors.firebase.as_ref().ok_or_else(|| {
        ApiError::new(ErrorCode::NotConfigured).detail(said!(
            "set FIREBASE_PROJECT_ID to sign in with Firebase",
            "configurá FIREBASE_PROJECT_ID para iniciar sesión con Firebase"
        ))
    })?;
    doors::ration(state, context).await?;
    state.identity.providers.firebase.read(state, firebase, &body.id_token).await
}
