//! Letting somebody in: a session, its tokens, a mark for the device.

use bson::DateTime;
use jiff::SignedDuration;
use mongodb::ClientSession;
use serde::{Deserialize, Serialize};
use shared::id::SessionId;
use shared::identity::SignedIn;

use super::super::opaque::{self, RefreshToken};
use super::super::repo::sessions::{self, SessionDoc};
use super::super::repo::users::UserDoc;
use super::super::rules::networks::network_of;
use super::super::tokens;
use super::{account, closing};
use crate::app::AppState;
use crate::http::{ApiResult, RequestContext};
use crate::infra::ids::{new_id, random_token};

/// What somebody who came in is given.
#[derive(Debug)]
pub struct Entry {
    /// The answer's body.
    pub answer: SignedIn,
    /// The refresh token, for its cookie.
    pub refresh: String,
    /// The device's mark, for its cookie; absent when it stays as it is.
    pub device: Option<String>,
}

/// The mark of the device that asks: the one that it has, or a new one.
pub fn device_mark(shown: Option<String>) -> ApiResult<String> {
    match shown.filter(|mark| opaque::well_formed(mark)) {
        Some(mark) => Ok(mark),
        None => Ok(random_token()?),
    }
}

/// A session that was opened, and its first refresh token.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opened {
    /// The session.
    pub id: SessionId,
    /// The token.
    pub refresh: RefreshToken,
}

/// Opens a session. Whoever comes in does not wish to be erased any more: whichever door it was.
pub async fn open_session(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    context: &RequestContext,
) -> ApiResult<Opened> {
    if user.closing.is_some() {
        closing::cancel(state, transaction, user, context).await?;
    }
    let now = state.clock.now();
    let id = SessionId::new(new_id());
    let refresh = RefreshToken::first(id)?;
    let at = DateTime::from_jiff(now);
    let session = SessionDoc {
        id,
        user_id: user.id,
        family_hash: opaque::digest(&refresh.family),
        token_hash: opaque::digest(&refresh.turn),
        previous_hash: None,
        rotated_at: at,
        created_at: at,
        last_seen_at: at,
        expires_at: DateTime::from_jiff(now + session_length(state)),
        proved_at: Some(at),
        ip: context.ip.clone(),
        network: network_of(&context.ip),
        user_agent: context.user_agent.clone(),
    };
    sessions::insert(&state.database, transaction, &session).await?;
    Ok(Opened { id, refresh })
}

/// How long a session lasts without use.
pub fn session_length(state: &AppState) -> SignedDuration {
    SignedDuration::from_hours(24)
        .saturating_mul(i32::try_from(state.config.identity.session_days).unwrap_or(30))
}

/// The answer to somebody who came in.
pub async fn answer(state: &AppState, user: &UserDoc, session: SessionId) -> ApiResult<SignedIn> {
    let token = tokens::issue(state, user.id, session).await?;
    Ok(SignedIn {
        access_token: token.text,
        token_type: "Bearer".to_owned(),
        expires_in: token.expires_in,
        user: account::shown(state, user),
    })
}
