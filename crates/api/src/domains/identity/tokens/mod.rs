//! Access tokens: JWTs that say which session speaks, for a quarter of an hour.
//!
//! HS256, fixed: only this API makes and reads them, so a key that both can hold is enough; it is the fastest choice,
//! there is no public key that an attacker could present as a secret, and the old platform's clients know it. A token
//! is read with the key of its `kid`, by our clock, without leeway. It opens nothing by itself: each request loads the
//! session and the account that it names.

mod keys;

use jsonwebtoken::crypto::sign;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};

use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::infra::ids::new_id;

pub use keys::{Tokens, rotate};

/// Who the tokens are for.
const AUDIENCE: &str = "avenue-api";
/// The media type of access tokens (RFC 9068), in the header.
const MEDIA_TYPE: &str = "at+jwt";
/// The kind of token, in the claims.
const KIND: &str = "access";

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// The account.
    pub sub: UserId,
    /// The session.
    pub sid: SessionId,
    iat: i64,
    exp: i64,
    jti: String,
    typ: String,
}

/// A token that was made, and how long it is good.
#[derive(Debug)]
pub struct AccessToken {
    /// The token.
    pub text: String,
    /// Seconds until it ends.
    pub expires_in: u32,
}

/// Makes a token for a session.
pub async fn issue(state: &AppState, user: UserId, session: SessionId) -> ApiResult<AccessToken> {
    let key = state.identity.tokens.signing(state).await?;
    let now = state.clock.now().as_second();
    let expires_in = state.config.identity.access_minutes.saturating_mul(60);
    let claims = Claims {
        iss: state.config.http.public_url.clone(),
        aud: AUDIENCE.to_owned(),
        sub: user,
        sid: session,
        iat: now,
        exp: now.saturating_add(i64::from(expires_in)),
        jti: new_id().to_string(),
        typ: KIND.to_owned(),
    };
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(MEDIA_TYPE.to_owned());
    header.kid = Some(key.kid.clone());
    let text = encode(&header, &claims, &key.encoding).map_err(ApiError::internal)?;
    Ok(AccessToken { text, expires_in })
}

/// Reads a token.
///
/// # Errors
/// [`ErrorCode::Unauthenticated`] when it is not one of ours, or no longer good. Why, is not said.
pub async fn read(state: &AppState, token: &str) -> ApiResult<Claims> {
    let refused = || ApiError::new(ErrorCode::Unauthenticated);
    let header = decode_header(token).map_err(|_| refused())?;
    if header.alg != Algorithm::HS256 || header.typ.as_deref() != Some(MEDIA_TYPE) || header.crit.is_some() {
        return Err(refused());
    }
    let kid = header.kid.ok_or_else(refused)?;
    let key = state.identity.tokens.reading(state, &kid).await?.ok_or_else(refused)?;
    let expected = state.identity.tokens.expected(&state.config.http.public_url);
    let claims: Claims = decode(token, &key.decoding, expected).map_err(|_| refused())?.claims;
    let now = state.clock.now().as_second();
    let in_time = claims.iat <= now && now < claims.exp;
    if in_time && claims.typ == KIND { Ok(claims) } else { Err(refused()) }
}

/// What a token must say to be one that `issuer` gave.
fn expected_from(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library reads the machine's clock; ours is asked by whoever reads the token.
    validation.validate_exp = false;
    validation
}

/// Heads or tails for a text: always the same for the same text, and only we can tell which.
pub async fn coin(state: &AppState, text: &str) -> ApiResult<bool> {
    let key = state.identity.tokens.signing(state).await?;
    let message = format!("coin:{text}");
    let signature = sign(message.as_bytes(), &key.encoding, Algorithm::HS256).map_err(ApiError::internal)?;
    Ok(signature.bytes().fold(0, |parity, byte| parity ^ byte).count_ones() % 2 == 0)
}
